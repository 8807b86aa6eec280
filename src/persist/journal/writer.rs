//! The journal's file, as its thread writes it.
//!
//! *Invariants*: it is written only while the project is held, and only on top of what was found or
//! written here.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;

use smol_str::SmolStr;

use super::Job;
use crate::persist::backup::Copies;
use crate::persist::drafts::DraftFile;
use crate::persist::file::{folder_of, replace, set_aside, stands_at, sweep, sync_folder};
use crate::persist::lock::Key;
use crate::persist::record::{JOURNAL_FORMAT, Record, next_record, records_of};
use crate::persist::replay::Fate;

/// How many bytes of saved edits a save leaves in the journal, so that undo reaches across a crash.
const HISTORY_BYTES: usize = 1 << 20;

/// The file, as the thread knows it.
pub(super) struct Writer {
    pub(super) path: PathBuf,
    /// Gives the right to write; none where it is had already.
    pub(super) key: Option<Key>,
    /// What becomes of the journal that was found, once the project is held.
    pub(super) due: Option<Fate>,
    pub(super) file: Option<File>,
    /// Bytes that stand in the file at most, where nobody else has written to it.
    pub(super) most: u64,
    /// Number of the last entry in the file.
    pub(super) written: u64,
    /// What was set aside.
    pub(super) aside: Vec<PathBuf>,
    /// Bytes of whole, synced records in the file; none where no file has been begun.
    pub(super) length: Option<u64>,
    pub(super) base: String,
    pub(super) after: u64,
    /// Hashes of the article texts in the file.
    pub(super) texts: HashSet<SmolStr>,
    /// The file beside it for what is typed.
    pub(super) drafts: DraftFile,
    pub(super) project: PathBuf,
    /// The file that the edits rest on is among the backups, as far as that can be.
    pub(super) kept_base: bool,
    pub(super) copies: Copies,
}

impl Writer {
    /// Carries out jobs in order; says how many are done.
    pub(super) fn carry_out(&mut self, jobs: &[Job]) -> (usize, io::Result<()>) {
        let mut done = 0;
        while let Some(job) = jobs.get(done) {
            let result = match job {
                Job::Rebase { base, after } => self.rebase(base, *after).map(|()| 1),
                Job::Edit { .. } | Job::Saving { .. } => {
                    let rest = jobs.get(done..).unwrap_or_default();
                    let until = rest.iter().position(|job| matches!(job, Job::Rebase { .. }));
                    self.write(rest.get(..until.unwrap_or(rest.len())).unwrap_or_default())
                }
            };
            match result {
                Ok(count) => done += count,
                Err(error) => return (done, Err(error)),
            }
        }
        (done, Ok(()))
    }

    /// Sees to it that the project is held, and the file ready to be gone on with.
    pub(super) fn hold(&mut self) -> io::Result<()> {
        if let Some(key) = &self.key {
            key.ensure().map_err(io::Error::other)?;
        }
        self.make_ready()
    }

    /// Does with the journal that was found what is to be done with it, once.
    pub(super) fn make_ready(&mut self) -> io::Result<()> {
        let Some(fate) = self.due else { return Ok(()) };
        sweep(&self.project);
        match fate {
            Fate::SetAside if self.path.exists() => {
                self.aside.push(set_aside(&self.path, false)?);
                self.most = 0;
            }
            Fate::Continue { keep_copy: true, .. } => {
                self.aside.push(set_aside(&self.path, true)?);
            }
            Fate::SetAside | Fate::Replace | Fate::Continue { keep_copy: false, .. } => {}
        }
        self.due = None;
        Ok(())
    }

    /// Sets aside a file that is not as it was found or written here: another has written to it.
    /// Where that takes edits along that no save holds, it is said instead, until they are saved.
    fn clear_way(&mut self) -> io::Result<()> {
        let there = match fs::metadata(&self.path) {
            // Writing says what is in the way.
            Ok(about) if !about.is_file() => return Ok(()),
            Ok(about) => about.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        if (self.length.unwrap_or(0)..=self.most).contains(&there) {
            return Ok(());
        }
        if self.written > self.after {
            return Err(io::Error::other("another program has written to it: save the project"));
        }
        self.aside.push(set_aside(&self.path, false)?);
        (self.file, self.length, self.most) = (None, None, 0);
        Ok(())
    }

    fn header(&self) -> Record {
        Record::Header { format: JOURNAL_FORMAT, base: self.base.clone(), after: self.after }
    }

    /// Appends jobs as records and syncs them, all or none. The file begins with the first record.
    fn write(&mut self, jobs: &[Job]) -> io::Result<usize> {
        self.hold()?;
        self.clear_way()?;
        let new = self.length.is_none();
        if new {
            self.texts.clear();
        }
        let mut texts = self.texts.clone();
        let mut bytes = Vec::new();
        if new {
            bytes.extend(self.header().to_line().map_err(io::Error::other)?);
        }
        for job in jobs {
            let records = match job {
                Job::Edit { number, kind, transaction } => {
                    records_of(*number, *kind, transaction, &mut texts)
                }
                Job::Saving { hash, after } => {
                    vec![Record::Saving { hash: hash.clone(), after: *after }]
                }
                Job::Rebase { .. } => Vec::new(),
            };
            for record in records {
                bytes.extend(record.to_line().map_err(io::Error::other)?);
            }
        }
        self.put(&bytes, new)?;
        self.texts = texts;
        for job in jobs {
            if let Job::Edit { number, .. } = job {
                self.written = *number;
            }
        }
        Ok(jobs.len())
    }

    /// Puts bytes at the end of the file and syncs them; what an attempt that failed has left
    /// behind is cut off first.
    fn put(&mut self, bytes: &[u8], new: bool) -> io::Result<()> {
        let length = self.length.unwrap_or(0);
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let mut how = OpenOptions::new();
                how.read(true).write(true).create(new).truncate(new);
                none.insert(how.open(&self.path).map_err(gone)?)
            }
        };
        // Written into a file that somebody has removed, edits would be lost.
        if !new && !stands_at(file, &self.path) {
            self.file = None;
            return Err(io::Error::new(io::ErrorKind::NotFound, "it is not there any more"));
        }
        self.most = self.most.max(length + bytes.len() as u64);
        let written = file
            .set_len(length)
            .and_then(|()| file.seek(SeekFrom::Start(length)))
            .and_then(|_| file.write_all(bytes))
            .and_then(|()| file.sync_data());
        if let Err(error) = written {
            self.file = None;
            return Err(error);
        }
        if new {
            sync_folder(folder_of(&self.path))?;
        }
        self.length = Some(length + bytes.len() as u64);
        self.most = length + bytes.len() as u64;
        Ok(())
    }

    /// Begins the file anew on top of a save: unsaved edits are kept, and the latest of the others.
    fn rebase(&mut self, base: &str, after: u64) -> io::Result<()> {
        base.clone_into(&mut self.base);
        self.kept_base = false;
        self.after = after;
        if self.length.is_none() {
            return Ok(());
        }
        self.hold()?;
        self.clear_way()?;
        if self.length.is_none() {
            return Ok(());
        }
        let old = match fs::read(&self.path) {
            // What it held is in the save.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                (self.file, self.length, self.most) = (None, None, 0);
                return Ok(());
            }
            old => old?,
        };
        let (lines, texts) = kept(&old, after);
        let mut new = self.header().to_line().map_err(io::Error::other)?;
        new.extend(lines.into_iter().flatten());
        self.file = None;
        let put = replace(&self.path, &new, None);
        // It may stand though the sync of its folder has failed: then it is not another's.
        if put.is_ok() || fs::read(&self.path).is_ok_and(|there| there == new) {
            self.length = Some(new.len() as u64);
            self.most = new.len() as u64;
            self.texts = texts;
        }
        put
    }
}

/// Says in plain words that the file is gone.
fn gone(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::NotFound {
        return io::Error::new(io::ErrorKind::NotFound, "it is not there any more");
    }
    error
}

/// What a journal keeps when a save holds the edits up to number `after`: the edits beyond, the
/// latest of the others within bounds, and the texts that they need. Gives the lines and the hashes
/// of the texts.
fn kept(journal: &[u8], after: u64) -> (Vec<&[u8]>, HashSet<SmolStr>) {
    let mut rest = journal;
    let mut texts = HashMap::new();
    let mut entries = Vec::new();
    while let Some((line, record)) = next_record(&mut rest) {
        match &record {
            Record::Text { hash, .. } => {
                texts.insert(hash.clone(), line);
            }
            Record::Entry { number, .. } => entries.push((line, *number, record)),
            Record::Header { .. } | Record::Saving { .. } => {}
        }
    }
    let mut lines = VecDeque::new();
    let mut needed = HashSet::new();
    let mut history = 0;
    for (line, number, record) in entries.iter().rev() {
        let new: HashSet<_> = record.needs().filter(|hash| !needed.contains(*hash)).collect();
        if *number <= after {
            let sizes = new.iter().filter_map(|hash| texts.get(*hash)).map(|text| text.len());
            history += line.len() + sizes.sum::<usize>();
            if history > HISTORY_BYTES {
                break;
            }
        }
        lines.push_front(*line);
        needed.extend(new.into_iter().cloned());
    }
    let mut all: Vec<&[u8]> = needed.iter().filter_map(|hash| texts.get(hash).copied()).collect();
    all.sort_unstable(); // the same journal in every run
    all.extend(lines);
    needed.retain(|hash| texts.contains_key(hash));
    (all, needed)
}
