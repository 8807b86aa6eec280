//! Where the text of every article can be read: put together when files or indexes have changed, not
//! for every search, and by whoever asks for it first, never for a frame.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::corpus::LibraryArticle;
use crate::model::FolderId;
use crate::search::index::{Key, Place, Stamp, View};
use crate::session::{ArticleRow, Session};

/// What an index holds, with where it holds it.
pub(in crate::session) struct Held {
    pub(super) view: View,
    pub(super) entries: HashMap<Key, (Stamp, Place)>,
}

/// The folders and their indexes.
pub(in crate::session) struct Catalogue {
    /// The state of the session's rows that it is of.
    pub(super) epoch: u64,
    pub(super) folders: Vec<Folder>,
    joined: OnceLock<Joined>,
}

pub(super) struct Folder {
    pub(super) id: FolderId,
    pub(super) root: PathBuf,
    pub(super) held: Option<Arc<Held>>,
}

/// The rows and the indexes, put together.
pub(super) struct Joined {
    /// By folder and slot of its index: the row.
    pub(super) rows: Vec<Vec<Option<u32>>>,
    /// By row: where its text is in an index, if it is the one that the file has.
    pub(super) places: Vec<Option<Place>>,
    /// By row: the number of the folder in which its file can be read.
    pub(super) folders: Vec<Option<u32>>,
    /// The rows of whose texts no index has the one that the file has.
    pub(super) elsewhere: Vec<u32>,
    /// The rows of whose articles a table or the file itself has a note or tags.
    pub(super) noted: Vec<u32>,
}

impl Catalogue {
    pub(super) fn of(session: &Session) -> Self {
        let folders = session.library().folders().iter().map(|folder| Folder {
            id: folder.id.clone(),
            root: folder.root.clone(),
            held: session.upkeep.held(&folder.id),
        });
        let (epoch, folders) = (session.rows.epoch, folders.collect());
        Self { epoch, folders, joined: OnceLock::new() }
    }

    /// The number of the folder in which an article's file can be read.
    pub(super) fn folder_of(&self, file: &LibraryArticle) -> Option<usize> {
        let readable = file.is_readable();
        self.folders.iter().position(|folder| readable && folder.id == file.folder)
    }

    /// The rows and the indexes, put together when first asked for.
    pub(super) fn joined(&self, rows: &[Arc<ArticleRow>]) -> &Joined {
        self.joined.get_or_init(|| {
            let slots = |folder: &Folder| folder.held.as_ref().map_or(0, |held| held.view.slots());
            let mut joined = Joined {
                rows: self.folders.iter().map(|folder| vec![None; slots(folder)]).collect(),
                places: vec![None; rows.len()],
                folders: vec![None; rows.len()],
                elsewhere: Vec::new(),
                noted: Vec::new(),
            };
            for (nth, row) in (0u32..).zip(rows) {
                let Some(file) = row.file() else { continue };
                if file.metadata.note.is_some() || !file.metadata.tags.is_empty() {
                    joined.noted.push(nth);
                }
                let Some(folder) = self.folder_of(file) else { continue };
                if let Some(slot) = joined.folders.get_mut(nth as usize) {
                    *slot = u32::try_from(folder).ok();
                }
                let Some(held) = self.folders.get(folder).and_then(|f| f.held.as_ref()) else {
                    continue;
                };
                let known = held.entries.get(&Key::of(&file.path));
                let fresh = known.filter(|(stamp, _)| *stamp == file.index_stamp());
                let Some((_, place)) = fresh else { continue };
                let slot = held.view.slot(*place);
                if let Some(row) = joined.rows.get_mut(folder).and_then(|rows| rows.get_mut(slot)) {
                    *row = Some(nth);
                }
                if let Some(slot) = joined.places.get_mut(nth as usize) {
                    *slot = Some(*place);
                }
            }
            let places = (0u32..).zip(&joined.places);
            joined.elsewhere = places.filter(|(_, at)| at.is_none()).map(|(nth, _)| nth).collect();
            joined
        })
    }
}
