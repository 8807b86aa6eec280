//! All that a search looks at, as it was when the search began.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use super::catalogue::{Catalogue, Joined};
use super::near::Likeness;
use crate::analysis::Derived;
use crate::corpus::{LibraryArticle, file_at};
use crate::import::{Contents, Part, open, read_part};
use crate::model::{Article, ArticleId, FileReading, Project};
use crate::search::index::TextReader;
use crate::session::{ArticleRow, Rows, Session};

/// All that a search looks at.
pub(in crate::session) struct Scene {
    pub(in crate::session) project: Project,
    pub(super) derived: Arc<Derived>,
    pub(in crate::session) rows: Rows,
    /// By article: its row.
    pub(super) places: Arc<HashMap<ArticleId, usize>>,
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) likeness: Arc<Likeness>,
}

impl Session {
    /// All that a search looks at, as it is now.
    pub(in crate::session) fn scene(&self) -> Scene {
        let mut kept = self.catalogue.lock().unwrap_or_else(PoisonError::into_inner);
        let catalogue = match kept.as_ref() {
            Some(catalogue) if catalogue.epoch == self.rows.epoch => Arc::clone(catalogue),
            Some(_) | None => Arc::clone(kept.insert(Arc::new(Catalogue::of(self)))),
        };
        Scene {
            project: self.project().clone(),
            derived: Arc::clone(&self.derived),
            rows: Arc::clone(self.rows()),
            places: Arc::clone(&self.rows.places),
            catalogue,
            likeness: Arc::clone(self.likeness()),
        }
    }
}

impl Session {
    /// A scene for who reads texts alone: what is derived from the project is left out, so that no
    /// edit has to copy it while a long job looks at the texts.
    pub(in crate::session) fn texts_scene(&self) -> Scene {
        self.scene().of_texts()
    }
}

impl Scene {
    /// The same without what is derived from the project.
    pub(super) fn of_texts(&self) -> Scene {
        Scene {
            project: self.project.clone(),
            derived: Arc::default(),
            rows: Arc::clone(&self.rows),
            places: Arc::clone(&self.places),
            catalogue: Arc::clone(&self.catalogue),
            likeness: Arc::clone(&self.likeness),
        }
    }

    pub(super) fn joined(&self) -> &Joined {
        self.catalogue.joined(&self.rows)
    }

    pub(in crate::session) fn row(&self, nth: usize) -> Option<&ArticleRow> {
        self.rows.get(nth).map(AsRef::as_ref)
    }

    /// The file of a row, where a folder has it.
    pub(in crate::session) fn file(&self, nth: usize) -> Option<&LibraryArticle> {
        self.row(nth)?.file()
    }

    /// The number of the folder in which the file of a row can be read.
    pub(in crate::session) fn folder(&self, nth: usize) -> Option<usize> {
        self.catalogue.folder_of(self.file(nth)?)
    }

    /// The article of a row as the project holds it, if it does.
    pub(in crate::session) fn article(&self, nth: usize) -> Option<&Article> {
        self.project.articles.get(&self.row(nth)?.id).map(|article| &**article)
    }

    /// Reads texts; whoever reads side by side takes a reader each.
    pub(in crate::session) fn texts(&self) -> SceneTexts<'_> {
        let held = |folder: &super::catalogue::Folder| folder.held.clone();
        let held: Vec<_> = self.catalogue.folders.iter().map(held).collect();
        SceneTexts { scene: self, held, open: None, several: None }
    }
}

/// Reads the texts of a scene.
pub(in crate::session) struct SceneTexts<'a> {
    scene: &'a Scene,
    held: Vec<Option<Arc<super::catalogue::Held>>>,
    open: Option<(usize, TextReader)>,
    /// The file that was read last, where it holds several articles.
    several: Option<(usize, Arc<str>, Vec<Part>)>,
}

impl SceneTexts<'_> {
    /// The text of a row: as the project keeps it, else from an index, else from the file; none
    /// where it cannot be read.
    pub(in crate::session) fn text(&mut self, nth: usize) -> Option<Arc<str>> {
        let scene = self.scene;
        if let Some(text) = scene.article(nth).and_then(|article| article.text.clone()) {
            return Some(text);
        }
        let folder = scene.folder(nth)?;
        if let Some(place) = scene.joined().places.get(nth).copied().flatten()
            && let Some(held) = self.held.get(folder).and_then(Option::as_ref)
        {
            if self.open.as_ref().is_none_or(|(known, _)| *known != folder) {
                self.open = Some((folder, held.view.texts()));
            }
            if let Some((_, reader)) = &mut self.open {
                match reader.text(place) {
                    Ok(text) => return Some(text.into()),
                    Err(error) => log::warn!("{error}; the file is read instead"),
                }
            }
        }
        self.text_of_file(nth).map(|(text, _)| text)
    }

    /// The text of a row as its file has it, and the headline that the file gives.
    pub(super) fn text_of_file(&mut self, nth: usize) -> Option<(Arc<str>, Option<String>)> {
        let scene = self.scene;
        let line = scene.file(nth)?;
        let folder = scene.folder(nth)?;
        let root = &scene.catalogue.folders.get(folder)?.root;
        let standard = FileReading::default();
        let reading = line.reading.as_deref().unwrap_or(&standard);
        let Some((file, name)) = line.part.as_deref() else {
            let read = read_part(&file_at(root, &scene.row(nth)?.path), None, reading).ok()?;
            return Some((read.text, read.title));
        };
        // Neighbours of one file are asked for one after another: it is read once for all of them.
        let known = self.several.as_ref().is_some_and(|(f, path, _)| *f == folder && path == file);
        if !known {
            let Contents::Many(many) = open(&file_at(root, file), reading).ok()? else {
                return None;
            };
            self.several = Some((folder, Arc::clone(file), many.parts));
        }
        let (_, _, parts) = self.several.as_ref()?;
        let part = parts.iter().find(|part| part.name == *name)?;
        Some((Arc::clone(&part.article.text), part.article.title.clone()))
    }
}
