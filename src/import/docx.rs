//! Word documents (DOCX): their paragraphs, lists and tables, without what was deleted.

use super::xml::{self, Node};
use super::{Contents, Hint, Imported, Metadata, Reader, Unreadable, archive::Archive};

/// Reads `.docx`.
#[derive(Clone, Copy, Debug)]
pub struct Docx;

const KIND: &str = "Word document";

impl Reader for Docx {
    fn name(&self) -> &'static str {
        KIND
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx", "docm", "doc"]
    }

    fn read(&self, bytes: &[u8], _: &Hint<'_>) -> Result<Contents, Unreadable> {
        let mut archive = Archive::open(bytes)?;
        let main = ["word/document.xml", "word/document2.xml"].into_iter().find(|n| archive.has(n));
        let main = main.ok_or(Unreadable::NoText(KIND, "it has no main part"))?;
        let document = archive.bytes(main)?;
        let text = paragraphs(&String::from_utf8_lossy(&document))?;
        if text.trim().is_empty() {
            return Err(Unreadable::NoText(KIND, "it is empty"));
        }
        let metadata = archive.text("docProps/core.xml").map(|xml| core(&xml)).unwrap_or_default();
        Ok(Imported::fixed(text.trim(), metadata, KIND).alone())
    }
}

fn paragraphs(document: &str) -> Result<String, Unreadable> {
    let mut text = String::new();
    let mut line = String::new();
    // Fallbacks say again what stands before them.
    let (mut hidden, mut words, mut cells) = (0usize, false, 0usize);
    xml::each(document, KIND, &mut |node| match node {
        Node::Open("Fallback" | "del" | "moveFrom", _) => hidden += 1,
        Node::Close("Fallback" | "del" | "moveFrom") => hidden = hidden.saturating_sub(1),
        _ if hidden > 0 => {}
        Node::Open("t", _) => words = true,
        Node::Close("t") => words = false,
        Node::Words(more) if words => line.push_str(more),
        Node::Open("tab" | "ptab", _) => line.push('\t'),
        Node::Open("br" | "cr", _) => line.push('\n'),
        Node::Open("noBreakHyphen", _) => line.push('\u{2011}'),
        Node::Open("tc", _) => cells += 1,
        Node::Close("tc") => {
            cells = cells.saturating_sub(1);
            line.push('\t');
        }
        Node::Close("tr") => end(&mut text, &mut line, "\n"),
        // Paragraphs within a cell stay on the line of their row.
        Node::Close("p") if cells > 0 => line.push(' '),
        Node::Close("p") => end(&mut text, &mut line, "\n\n"),
        Node::Open(..) | Node::Close(_) | Node::Words(_) => {}
    })?;
    end(&mut text, &mut line, "\n");
    Ok(text)
}

/// Ends a paragraph.
pub(super) fn end(text: &mut String, line: &mut String, with: &str) {
    let words = line.trim();
    if !words.is_empty() {
        text.push_str(words);
        text.push_str(with);
    }
    line.clear();
}

/// Title and author that the document's properties name.
pub(super) fn core(properties: &str) -> Metadata {
    let mut metadata = Metadata::default();
    let mut open = String::new();
    let done = xml::each(properties, KIND, &mut |node| match node {
        Node::Open(name, _) => name.clone_into(&mut open),
        Node::Close(_) => open.clear(),
        Node::Words(words) if !words.trim().is_empty() => {
            let field = match open.as_str() {
                "title" => &mut metadata.title,
                "creator" | "initial-creator" => &mut metadata.author,
                "language" => &mut metadata.language,
                _ => return,
            };
            field.get_or_insert_with(|| words.trim().to_owned());
        }
        Node::Words(_) => {}
    });
    if let Err(error) = done {
        log::debug!("document properties: {error}");
    }
    metadata
}
