//! Annotated articles whose files are gone: found again by their text, under another name.

use std::collections::HashMap;
use std::sync::Arc;

use super::{NoticeKind, Session};
use crate::corpus::{LibraryArticle, MovedArticles, State};
use crate::edit::{Command, MoveArticle};
use crate::model::{Article, ArticleId};
use crate::text::TextHash;

impl Session {
    /// Tells the library which articles are at other paths than their ids were made from.
    pub(super) fn tell_moved(&mut self) {
        let mut moved = MovedArticles::default();
        for article in self.project.articles.values() {
            if ArticleId::of_path(&article.folder, &article.path) != article.id {
                let path = Arc::from(article.path.as_str());
                moved.insert(article.folder.clone(), path, article.id.clone());
            }
        }
        self.library.set_moved(moved);
    }

    /// Looks for the files of annotated articles that are gone among those that nothing is known
    /// of, once all folders are read. A file with the very same text is the article, renamed.
    pub(super) fn find_renamed(&mut self) -> bool {
        if self.files.gone.is_empty() || self.library.is_busy() || self.read_only().is_some() {
            return false;
        }
        let gone = std::mem::take(&mut self.files.gone);
        let mut by_hash: HashMap<TextHash, Vec<&LibraryArticle>> = HashMap::new();
        for file in self.library.articles().filter(|a| a.state == State::Read) {
            if !self.project.articles.contains_key(&file.id)
                && let Some(hash) = file.hash
            {
                by_hash.entry(hash).or_default().push(file);
            }
        }
        let mut moves = Vec::new();
        let mut notices = Vec::new();
        for id in gone {
            let Some(article) = self.project.articles.get(&id) else { continue };
            let hash = TextHash::read(&article.hash);
            let Some(found) = hash.and_then(|hash| by_hash.get(&hash)) else { continue };
            match the_one(article, found) {
                Some(file) => {
                    let command = MoveArticle {
                        article: id.to_string(),
                        folder: Some(file.folder.clone()),
                        path: file.path.to_string(),
                    };
                    let text = format!(
                        "“{}” was found under another name, with the same text: {} is now {}",
                        article.display_title(),
                        article.path,
                        file.path
                    );
                    moves.push((command, text));
                }
                None => notices.push(format!(
                    "the file of “{}” is gone, and {} files have its text: {}. The project keeps \
                     its own copy",
                    article.display_title(),
                    found.len(),
                    found.iter().map(|f| &*f.path).take(5).collect::<Vec<_>>().join(", ")
                )),
            }
        }
        for (command, text) in moves {
            match self.run(Command::MoveArticle(command)) {
                Ok(_) => self.notify(NoticeKind::Info, text),
                Err(error) => self.notify(NoticeKind::Warning, format!("{text}; but {error}")),
            }
        }
        for text in notices {
            self.notify(NoticeKind::Warning, text);
        }
        true
    }
}

/// The file that an article is in now: the only one with its text, or the only one of them that has
/// kept its name.
fn the_one<'a>(article: &Article, found: &[&'a LibraryArticle]) -> Option<&'a LibraryArticle> {
    if let [only] = found {
        return Some(only);
    }
    let name = article.path.rsplit('/').next();
    let mut same = found.iter().filter(|file| Some(file.file_name()) == name);
    match (same.next(), same.next()) {
        (Some(only), None) => Some(only),
        (Some(_), Some(_)) | (None, _) => None,
    }
}
