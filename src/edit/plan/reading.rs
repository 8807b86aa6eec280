//! Planning for how files are read and what their paragraphs are.

use super::{CommandError, find_words};
use crate::edit::command::{SetBlock, SetReading};
use crate::edit::draft::Draft;
use crate::model::{BlockMark, FileReading};
use crate::text::paragraphs;

/// Says what a paragraph is.
pub(super) fn set_block(draft: &mut Draft<'_>, command: &SetBlock) -> Result<String, CommandError> {
    let mut article = (*draft.article(&command.article)?).clone();
    let text = draft.current_text(&article)?;
    let range = find_words(&text, &command.words)?;
    let paragraph = paragraphs(&text).into_iter().find(|p| p.range.end() >= range.start());
    let found = paragraph.map(|p| p.range.trimmed(&text));
    let found = found.ok_or_else(|| CommandError::Unknown("such paragraph".to_owned()))?;
    let words = found.slice(&text).unwrap_or_default();
    article.blocks.retain(|mark| !(mark.start == found.start() && mark.words == words));
    let label = match command.kind {
        Some(kind) => {
            article.blocks.push(BlockMark {
                words: words.to_owned(),
                start: found.start(),
                kind: kind.label().into(),
                ..BlockMark::default()
            });
            article.blocks.sort_by_key(|mark| mark.start);
            format!("Paragraph is {}", kind.label())
        }
        None => "Let the program tell what the paragraph is".to_owned(),
    };
    article.changed = draft.stamp.clone();
    draft.put(article);
    Ok(label)
}

/// Says how a file is read.
pub(super) fn set_reading(
    draft: &mut Draft<'_>,
    command: &SetReading,
) -> Result<String, CommandError> {
    let path = command.path.trim();
    if path.is_empty() {
        return Err(CommandError::Empty("the path of a file"));
    }
    let unknown = || CommandError::Unknown(format!("folder {}", command.folder));
    let folder = draft.now.folder(&command.folder).ok_or_else(unknown)?;
    let before = folder.files.iter().find(|file| file.path == path);
    let mut file = before.cloned().unwrap_or_default();
    path.clone_into(&mut file.path);
    if let Some(encoding) = &command.encoding {
        file.encoding = encoding.trim().into();
    }
    if let Some(separator) = &command.separator {
        separator.trim().clone_into(&mut file.separator);
    }
    for (role, column) in command.columns.iter().flatten() {
        let held = file.columns.role_mut(role);
        let held =
            held.ok_or_else(|| CommandError::Unknown(format!("role of a column “{role}”")))?;
        column.trim().clone_into(held);
    }
    let plain = FileReading { path: path.to_owned(), ..FileReading::default() } == file;
    let folders = &mut draft.touch_settings().folders;
    if let Some(folder) = folders.iter_mut().find(|folder| folder.id == command.folder) {
        folder.files.retain(|file| file.path != path);
        if !plain {
            folder.files.push(file);
            folder.files.sort_by(|a, b| a.path.cmp(&b.path));
        }
    }
    Ok(format!("Change how {path} is read"))
}
