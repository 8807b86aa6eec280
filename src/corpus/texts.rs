//! The texts last read, within a bound.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use smol_str::SmolStr;

use super::library::Library;
use super::scan::FileStamp;
use crate::import::{Contents, ImportError, Unreadable, open};
use crate::model::{ArticleId, FileReading, FolderId};

/// How many bytes of text are kept by default.
pub const DEFAULT_CACHE_BYTES: usize = 64 << 20;

/// Texts of articles, read when asked for; those not asked for longest go first.
pub struct Texts {
    limit: usize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    texts: HashMap<ArticleId, Text>,
    /// Ids by when they were asked for last.
    order: BTreeMap<u64, ArticleId>,
    clock: u64,
    bytes: usize,
}

struct Text {
    body: Arc<str>,
    asked: u64,
    /// The file's size and time when the library saw it: once it sees others, the text is stale.
    stamp: FileStamp,
}

/// Why there is no text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TextError {
    /// The library knows no such article.
    #[error("no such article in any folder: {0}")]
    Unknown(ArticleId),
    /// Its file cannot be read.
    #[error(transparent)]
    Import(#[from] ImportError),
}

/// What is to be read for the text of an article, as the library knows it: reading it takes no
/// library, and so any thread.
pub struct Request {
    id: ArticleId,
    folder: FolderId,
    file: PathBuf,
    /// The path of that file within its folder.
    path: Arc<str>,
    /// For one of several articles of the file, its name there.
    part: Option<SmolStr>,
    reading: FileReading,
    stamp: FileStamp,
}

/// What was read for a request.
pub struct Answer {
    request: Request,
    contents: Result<Contents, ImportError>,
}

impl Request {
    /// What is to be read for the text of this article.
    pub fn new(library: &Library, id: &ArticleId) -> Result<Self, TextError> {
        let unknown = || TextError::Unknown(id.clone());
        let article = library.article(id).ok_or_else(unknown)?;
        Ok(Self {
            id: id.clone(),
            folder: article.folder.clone(),
            file: library.file_of(id).ok_or_else(unknown)?,
            path: Arc::clone(article.file_path()),
            part: article.part.as_ref().map(|part| part.1.clone()),
            reading: library.reading(&article.folder, article.file_path()),
            stamp: article.stamp,
        })
    }

    /// Reads its file.
    pub fn read(self) -> Answer {
        let contents = open(&self.file, &self.reading);
        Answer { request: self, contents }
    }
}

impl Texts {
    /// A cache that keeps at most `limit` bytes of text.
    pub fn new(limit: usize) -> Self {
        Self { limit, kept: Mutex::default() }
    }

    /// The normalised text of an article, from its file unless it is kept and the library has seen
    /// no other file since.
    pub fn text(&self, library: &Library, id: &ArticleId) -> Result<Arc<str>, TextError> {
        let stamp = library.article(id).ok_or_else(|| TextError::Unknown(id.clone()))?.stamp;
        if let Some(text) = self.kept().get(id, stamp) {
            return Ok(text);
        }
        // Not under the lock: a slow disk must not hold up texts that are kept.
        self.take(library, Request::new(library, id)?.read())
    }

    /// Whether the text of an article is kept, so that nobody waits for it.
    pub fn is_kept(&self, library: &Library, id: &ArticleId) -> bool {
        let stamp = library.article(id).map(|article| article.stamp);
        stamp.is_some_and(|stamp| self.kept().get(id, stamp).is_some())
    }

    /// Keeps what was read, and gives the text that was asked for.
    pub fn take(&self, library: &Library, answer: Answer) -> Result<Arc<str>, TextError> {
        let Answer { request: Request { id, folder, file, path, part, stamp, .. }, contents } =
            answer;
        let (parts, name) = match (contents?, part) {
            (Contents::One(read), None) => {
                self.kept().put(&id, Arc::clone(&read.text), stamp, self.limit);
                return Ok(read.text);
            }
            (Contents::Many(many), Some(name)) => (many.parts, name),
            (Contents::One(_), Some(name)) => (Vec::new(), name),
            (Contents::Many(many), None) => (many.parts, SmolStr::default()),
        };
        // Reading one of many reads them all: neighbours are kept too, as far as there is room.
        let mut found = None;
        let mut kept = self.kept();
        let mut room = self.limit / 2;
        for part in parts {
            if part.name == name {
                found = Some(part.article.text);
            } else if let Some(rest) = room.checked_sub(part.article.text.len())
                && let Some(beside) = library.part_id(&folder, &path, &part.name)
            {
                room = rest;
                kept.put(beside, part.article.text, stamp, self.limit);
            }
        }
        // Last, so that none of its neighbours takes its place.
        if let Some(text) = &found {
            kept.put(&id, Arc::clone(text), stamp, self.limit);
        }
        let missing = || ImportError { path: file, reason: Unreadable::NoPart(name.to_string()) };
        found.ok_or_else(|| missing().into())
    }

    /// Drops a text, so that the next call reads the file as it is then.
    pub fn forget(&self, id: &ArticleId) {
        self.kept().drop_text(id);
    }

    /// Bytes of text kept.
    pub fn bytes(&self) -> usize {
        self.kept().bytes
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // What a panic may have left is at worst an odd order.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self::new(DEFAULT_CACHE_BYTES)
    }
}

impl Kept {
    fn get(&mut self, id: &ArticleId, stamp: FileStamp) -> Option<Arc<str>> {
        let text = self.texts.get_mut(id).filter(|text| text.stamp == stamp)?;
        self.order.remove(&text.asked);
        self.clock += 1;
        text.asked = self.clock;
        self.order.insert(self.clock, id.clone());
        Some(Arc::clone(&text.body))
    }

    fn put(&mut self, id: &ArticleId, text: Arc<str>, stamp: FileStamp, limit: usize) {
        self.drop_text(id);
        if text.len() > limit {
            return;
        }
        self.clock += 1;
        self.bytes += text.len();
        self.order.insert(self.clock, id.clone());
        self.texts.insert(id.clone(), Text { body: text, asked: self.clock, stamp });
        while self.bytes > limit {
            let Some((_, oldest)) = self.order.first_key_value() else { break };
            let oldest = oldest.clone();
            self.drop_text(&oldest);
        }
    }

    fn drop_text(&mut self, id: &ArticleId) {
        if let Some(text) = self.texts.remove(id) {
            self.order.remove(&text.asked);
            self.bytes -= text.body.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_not_asked_for_longest_goes_first() {
        let mut kept = Kept::default();
        let stamp = (0, None);
        let id = |name: &str| ArticleId::from(name);
        kept.put(&id("a"), "aaaa".into(), stamp, 10);
        kept.put(&id("b"), "bbbb".into(), stamp, 10);
        assert!(kept.get(&id("a"), stamp).is_some());
        kept.put(&id("c"), "cccc".into(), stamp, 10);
        assert!(kept.get(&id("b"), stamp).is_none());
        assert!(kept.get(&id("a"), stamp).is_some() && kept.get(&id("c"), stamp).is_some());
        assert_eq!(kept.bytes, 8);
        kept.put(&id("d"), "larger than the bound".into(), stamp, 10);
        assert_eq!((kept.bytes, kept.texts.len(), kept.order.len()), (8, 2, 2));
        assert!(kept.get(&id("a"), (1, None)).is_none(), "the file is another one now");
        kept.put(&id("a"), "AA".into(), (1, None), 10);
        assert_eq!((kept.bytes, kept.texts.len(), kept.order.len()), (6, 2, 2));
    }
}
