//! `OpenDocument` texts (ODT): their paragraphs, headings and tables.

use super::docx::{core, end};
use super::xml::{self, Node};
use super::{Contents, Hint, Imported, Reader, Unreadable, archive::Archive};

/// Reads `.odt`.
#[derive(Clone, Copy, Debug)]
pub struct Odt;

const KIND: &str = "OpenDocument text";

impl Reader for Odt {
    fn name(&self) -> &'static str {
        KIND
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["odt", "ott", "fodt"]
    }

    fn read(&self, bytes: &[u8], _: &Hint<'_>) -> Result<Contents, Unreadable> {
        let mut archive = Archive::open(bytes)?;
        let content = archive.bytes("content.xml")?;
        let text = paragraphs(&String::from_utf8_lossy(&content))?;
        if text.trim().is_empty() {
            return Err(Unreadable::NoText(KIND, "it is empty"));
        }
        let metadata = archive.text("meta.xml").map(|xml| core(&xml)).unwrap_or_default();
        Ok(Imported::fixed(text.trim(), metadata, KIND).alone())
    }
}

fn paragraphs(content: &str) -> Result<String, Unreadable> {
    let (mut text, mut line) = (String::new(), String::new());
    let (mut inside, mut hidden, mut cells) = (0usize, 0usize, 0usize);
    xml::each(content, KIND, &mut |node| match node {
        Node::Open("tracked-changes" | "annotation" | "forms", _) => hidden += 1,
        Node::Close("tracked-changes" | "annotation" | "forms") => {
            hidden = hidden.saturating_sub(1);
        }
        _ if hidden > 0 => {}
        Node::Open("p" | "h", _) => inside += 1,
        Node::Close("p" | "h") => {
            inside = inside.saturating_sub(1);
            if cells > 0 {
                line.push(' ');
            } else {
                end(&mut text, &mut line, "\n\n");
            }
        }
        Node::Open("tab", _) => line.push('\t'),
        Node::Open("line-break", _) => line.push('\n'),
        Node::Open("s", attributes) => {
            let count = attributes.get("c").and_then(|c| c.parse().ok()).unwrap_or(1usize);
            line.push_str(&" ".repeat(count.min(80)));
        }
        Node::Open("table-cell", _) => cells += 1,
        Node::Close("table-cell") => {
            cells = cells.saturating_sub(1);
            line.push('\t');
        }
        Node::Close("table-row") => end(&mut text, &mut line, "\n"),
        Node::Words(words) if inside > 0 => line.push_str(&words.replace(['\n', '\r'], " ")),
        Node::Open(..) | Node::Close(_) | Node::Words(_) => {}
    })?;
    end(&mut text, &mut line, "\n");
    Ok(text)
}
