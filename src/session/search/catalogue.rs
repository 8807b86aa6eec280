//! Where the text of every article can be read: made anew when the library changes, not for every
//! search.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use smol_str::SmolStr;

use crate::corpus::LibraryArticle;
use crate::import::Metadata;
use crate::model::{ArticleId, FileReading, FolderId};
use crate::search::index::{Key, Place, Stamp, View};
use crate::session::{ArticleRow, Session};

/// What an index holds, with where it holds it.
pub(in crate::session) struct Held {
    pub(super) view: View,
    pub(super) entries: HashMap<Key, (Stamp, Place)>,
}

/// All articles, in the order of the session's rows.
pub(in crate::session) struct Catalogue {
    /// The library's revision that it shows.
    pub(super) revision: u64,
    pub(super) lines: Vec<Line>,
    pub(super) folders: Vec<Folder>,
    joined: OnceLock<Joined>,
}

/// What a row does not say of an article.
pub(super) struct Line {
    pub(super) key: Key,
    pub(super) stamp: Stamp,
    /// Number of its folder, where the folder has its file and the file can be read.
    pub(super) folder: Option<usize>,
    /// The file that holds it and its name there, where a file holds several.
    pub(super) part: Option<(Arc<str>, SmolStr)>,
    /// How its file is read, where the analyst has said so.
    pub(super) reading: Option<Arc<FileReading>>,
    pub(super) metadata: Option<Arc<Metadata>>,
}

pub(super) struct Folder {
    pub(super) id: FolderId,
    pub(super) root: PathBuf,
    pub(super) held: Option<Arc<Held>>,
}

/// The catalogue and the indexes, put together.
pub(super) struct Joined {
    /// By folder and slot of its index: the row.
    pub(super) rows: Vec<Vec<Option<u32>>>,
    /// By row: where its text is in an index, if it is the one that the file has.
    pub(super) places: Vec<Option<Place>>,
    /// By article: the row.
    pub(super) by_id: HashMap<ArticleId, u32>,
}

impl Catalogue {
    pub(super) fn of(session: &Session) -> Self {
        let library = session.library();
        let folders: Vec<Folder> = library
            .folders()
            .iter()
            .map(|folder| Folder {
                id: folder.id.clone(),
                root: folder.root.clone(),
                held: session.upkeep.held(&folder.id),
            })
            .collect();
        let lines = session.rows().iter().map(|row| {
            let listed = library.article(&row.id);
            let readable = listed.filter(|listed| listed.is_readable());
            let reading = listed.map(|l| library.reading(&l.folder, l.file_path()));
            let reading = reading.filter(|r| *r != FileReading::default()).map(Arc::new);
            let mut stamp = listed.map_or(Stamp(0), LibraryArticle::index_stamp);
            if let Some(reading) = &reading {
                stamp = Stamp::of(format!("{} {reading:?}", stamp.0).as_bytes());
            }
            Line {
                key: Key::of(&row.path),
                stamp,
                part: listed.and_then(|listed| listed.part.clone()),
                reading,
                folder: readable.and_then(|l| folders.iter().position(|f| f.id == l.folder)),
                metadata: listed.map(|listed| Arc::clone(&listed.metadata)),
            }
        });
        let lines = lines.collect();
        Self { revision: library.revision(), lines, folders, joined: OnceLock::new() }
    }

    /// The catalogue and the indexes, put together when first asked for.
    pub(super) fn joined(&self, rows: &[impl AsRef<ArticleRow>]) -> &Joined {
        self.joined.get_or_init(|| {
            let slots = |folder: &Folder| folder.held.as_ref().map_or(0, |held| held.view.slots());
            let mut joined = Joined {
                rows: self.folders.iter().map(|folder| vec![None; slots(folder)]).collect(),
                places: vec![None; self.lines.len()],
                by_id: (0u32..).zip(rows).map(|(n, row)| (row.as_ref().id.clone(), n)).collect(),
            };
            for (nth, line) in (0u32..).zip(&self.lines) {
                let Some(folder) = line.folder else { continue };
                let Some(held) = self.folders.get(folder).and_then(|f| f.held.as_ref()) else {
                    continue;
                };
                let fresh = held.entries.get(&line.key).filter(|(stamp, _)| *stamp == line.stamp);
                let Some((_, place)) = fresh else { continue };
                let slot = held.view.slot(*place);
                if let Some(row) = joined.rows.get_mut(folder).and_then(|rows| rows.get_mut(slot)) {
                    *row = Some(nth);
                }
                if let Some(slot) = joined.places.get_mut(nth as usize) {
                    *slot = Some(*place);
                }
            }
            joined
        })
    }
}
