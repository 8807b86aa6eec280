//! EPUB books: their chapters in the order of the book, as one text.

use std::collections::HashMap;

use super::html::words_of;
use super::xml::{self, Node};
use super::{Contents, Hint, Imported, Metadata, Reader, Unreadable, archive::Archive};

/// Reads `.epub`.
#[derive(Clone, Copy, Debug)]
pub struct Epub;

const KIND: &str = "EPUB book";

impl Reader for Epub {
    fn name(&self) -> &'static str {
        KIND
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["epub"]
    }

    fn read(&self, bytes: &[u8], _: &Hint<'_>) -> Result<Contents, Unreadable> {
        let mut archive = Archive::open(bytes)?;
        if archive.has("META-INF/encryption.xml") && archive.has("META-INF/rights.xml") {
            return Err(Unreadable::Locked);
        }
        let container = archive.bytes("META-INF/container.xml")?;
        let mut package = None;
        xml::each(&String::from_utf8_lossy(&container), KIND, &mut |node| {
            if let Node::Open("rootfile", attributes) = node {
                package = package.take().or_else(|| attributes.get("full-path"));
            }
        })?;
        let package = package.ok_or(Unreadable::NoText(KIND, "it names no package"))?;
        let opf = archive.bytes(&package)?;
        let (metadata, chapters) = read_package(&String::from_utf8_lossy(&opf))?;
        let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut pages = Vec::new();
        for chapter in chapters {
            let path = join(folder, &chapter);
            if archive.has(&path) {
                pages.push(String::from_utf8_lossy(&archive.bytes(&path)?).into_owned());
            }
        }
        let mut words = words_of(pages)?;
        words.retain(|words| !words.is_empty());
        let text = words.join("\n\n");
        if text.trim().is_empty() {
            return Err(Unreadable::NoText(KIND, "its chapters have none"));
        }
        Ok(Imported::fixed(text.trim(), metadata, KIND).alone())
    }
}

/// What the package says of the book, and the files of its chapters in order.
fn read_package(opf: &str) -> Result<(Metadata, Vec<String>), Unreadable> {
    let mut metadata = Metadata::default();
    let mut files: HashMap<String, String> = HashMap::new();
    let mut spine = Vec::new();
    let mut open = String::new();
    xml::each(opf, KIND, &mut |node| match node {
        Node::Open("item", attributes) => {
            if let (Some(id), Some(href)) = (attributes.get("id"), attributes.get("href")) {
                files.insert(id, href);
            }
        }
        Node::Open("itemref", attributes) => spine.extend(attributes.get("idref")),
        Node::Open(name, _) => name.clone_into(&mut open),
        Node::Close(_) => open.clear(),
        Node::Words(words) if !words.trim().is_empty() => {
            let name = match open.as_str() {
                "title" => "title",
                "creator" => "author",
                "publisher" => "publisher",
                "language" => "language",
                "date" => "published",
                _ => return,
            };
            let mut one = Metadata::default();
            // A year alone is no day of publication.
            if one.set(name, words).is_ok() {
                metadata = std::mem::take(&mut metadata).or(one);
            }
        }
        Node::Words(_) => {}
    })?;
    Ok((metadata, spine.iter().filter_map(|id| files.get(id).cloned()).collect()))
}

fn join(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href).replace("%20", " ");
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
