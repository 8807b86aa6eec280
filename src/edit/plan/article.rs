//! Planning for articles, folders and the project itself.

use std::sync::Arc;

use super::{CommandError, put};
use crate::calendar;
use crate::edit::command::{AddFolder, MoveArticle, MoveFolder, SetArticle};
use crate::edit::draft::Draft;
use crate::model::{
    Article, ArticleId, DateBasis, Decision, Folder, FolderId, Highlight, Published,
    Vocabulary as _,
};
use crate::text::Anchoring;

pub(super) fn set(draft: &mut Draft<'_>, command: &SetArticle) -> Result<String, CommandError> {
    let mut article = (*draft.article(&command.article)?).clone();
    let fields = &command.fields;
    put(&mut article.title, fields.title.as_ref());
    put(&mut article.publisher, fields.publisher.as_ref());
    put(&mut article.url, fields.url.as_ref());
    put(&mut article.author, fields.author.as_ref());
    put(&mut article.language, fields.language.as_ref());
    put(&mut article.wire, fields.wire.as_ref());
    if let Some(original) = &fields.duplicate_of {
        article.duplicate_of = original_of(draft, &article, original)?;
    }
    put(&mut article.not_same, fields.not_same.as_ref());
    put(&mut article.status, fields.status.as_ref());
    put(&mut article.note, fields.note.as_ref());
    if let Some(text) = &fields.published {
        let basis = fields.date_basis.clone().unwrap_or(DateBasis::Analyst);
        article.published = match text.trim() {
            "" => None,
            text => {
                let date = calendar::read(text, None)?.span.start;
                Some(Published { date, basis, ..Published::default() })
            }
        };
    }
    article.changed = draft.stamp.clone();
    let label = match &fields.status {
        Some(status) => format!("Set article to {}", status.label().to_lowercase()),
        None => "Change article".to_owned(),
    };
    draft.put(article);
    Ok(label)
}

/// The article that another one repeats. It has to be in the project as well, for what is known of
/// it decides what counts as one origin.
fn original_of(
    draft: &mut Draft<'_>,
    article: &Article,
    reference: &str,
) -> Result<Option<ArticleId>, CommandError> {
    if reference.trim().is_empty() {
        return Ok(None);
    }
    let original = draft.article(reference)?;
    if original.id == article.id {
        return Err(CommandError::Itself(article.display_title().to_owned()));
    }
    let id = original.id.clone();
    if !draft.now.articles.contains_key(&id) {
        draft.put((*original).clone());
    }
    Ok(Some(id))
}

/// Adopts the current text and looks for every highlight in it: held, moved, or listed as lost.
pub(super) fn reanchor(draft: &mut Draft<'_>, reference: &str) -> Result<String, CommandError> {
    let mut article = (*draft.article(reference)?).clone();
    let text = draft.current_text(&article)?;
    let own: Vec<Arc<Highlight>> =
        draft.now.highlights.values().filter(|h| h.article == article.id).cloned().collect();
    for highlight in own {
        let Some(anchor) = highlight.anchor() else { continue };
        let mut moved = (*highlight).clone();
        match anchor.anchor(&text) {
            Anchoring::Held => moved.unanchored = false,
            Anchoring::Moved(anchor) => moved.set_anchor(anchor),
            Anchoring::Unanchored(_) => moved.unanchored = true,
        }
        if moved != *highlight {
            moved.changed = draft.stamp.clone();
            draft.put(moved);
        }
    }
    let decided: Vec<Arc<Decision>> =
        draft.now.decisions.values().filter(|d| d.article == article.id).cloned().collect();
    for decision in decided {
        // A decision whose words are gone stays where it was: there is nothing left to propose.
        if let Some(Anchoring::Moved(anchor)) = decision.anchor().map(|a| a.anchor(&text)) {
            let mut moved = (*decision).clone();
            moved.set_anchor(anchor);
            draft.put(moved);
        }
    }
    article.hash = crate::text::content_hash(&text);
    if article.text.is_some() {
        article.text = Some(text);
    }
    let label = format!("Adopt changed text of {}", article.display_title());
    draft.put(article);
    Ok(label)
}

/// Leads an article to the file that it is in now.
pub(super) fn move_article(
    draft: &mut Draft<'_>,
    command: &MoveArticle,
) -> Result<String, CommandError> {
    let path = command.path.trim();
    if path.is_empty() {
        return Err(CommandError::Empty("the path of an article"));
    }
    let mut article = (*draft.article(&command.article)?).clone();
    let folder = command.folder.as_ref().unwrap_or(&article.folder).clone();
    if draft.now.folder(&folder).is_none() {
        return Err(CommandError::Unknown(format!("folder {folder}")));
    }
    let mut held = draft.now.articles.values();
    if held.any(|a| a.id != article.id && a.folder == folder && a.path == path) {
        return Err(CommandError::Taken(format!("the file {path}")));
    }
    article.folder = folder;
    path.clone_into(&mut article.path);
    article.changed = draft.stamp.clone();
    let label = format!("Locate {}", article.display_title());
    draft.put(article);
    Ok(label)
}

pub(super) fn add_folder(
    draft: &mut Draft<'_>,
    command: &AddFolder,
) -> Result<String, CommandError> {
    let path = command.path.trim().replace('\\', "/");
    if path.is_empty() {
        return Err(CommandError::Empty("the path of a folder"));
    }
    let path = path.trim_end_matches('/').to_owned();
    if draft.now.settings.folders.iter().any(|f| f.path == path) {
        return Err(CommandError::Taken(format!("the folder {path}")));
    }
    let own_name = path.rsplit('/').find(|part| !part.is_empty() && *part != "." && *part != "..");
    let wanted =
        command.name.clone().unwrap_or_else(|| FolderId::new(own_name.unwrap_or("articles")));
    let taken = |id: &FolderId| draft.now.settings.folders.iter().any(|f| f.id == *id);
    let id = if taken(&wanted) {
        if command.name.is_some() {
            return Err(CommandError::Taken(format!("the folder {wanted}")));
        }
        let numbered = (2..).map(|n| FolderId::new(format!("{wanted}-{n}")));
        numbered.into_iter().find(|id| !taken(id)).unwrap_or_default()
    } else {
        wanted
    };
    let label = format!("Add folder {id}");
    draft.touch_settings().folders.push(Folder { id, path, ..Folder::default() });
    Ok(label)
}

pub(super) fn move_folder(
    draft: &mut Draft<'_>,
    command: &MoveFolder,
) -> Result<String, CommandError> {
    let path = command.path.trim().replace('\\', "/");
    let folders = &mut draft.touch_settings().folders;
    let folder = folders.iter_mut().find(|f| f.id == command.folder);
    let folder =
        folder.ok_or_else(|| CommandError::Unknown(format!("folder {}", command.folder)))?;
    folder.path = path;
    Ok(format!("Locate folder {}", command.folder))
}

pub(super) fn remove_folder(draft: &mut Draft<'_>, id: &FolderId) -> Result<String, CommandError> {
    if draft.now.folder(id).is_none() {
        return Err(CommandError::Unknown(format!("folder {id}")));
    }
    draft.touch_settings().folders.retain(|f| f.id != *id);
    Ok(format!("Remove folder {id}"))
}

pub(super) fn rename(draft: &mut Draft<'_>, name: &str) -> Result<String, CommandError> {
    if name.trim().is_empty() {
        return Err(CommandError::Empty("the name of a project"));
    }
    name.trim().clone_into(&mut draft.touch_settings().name);
    Ok("Rename project".into())
}
