//! What a PDF says of itself. The dates that programs keep of it are those of the file; a day of
//! publication is what its publisher has put into its XMP packet as such.

use hayro_interpret::hayro_syntax::Pdf as File;

use crate::import::xml::{self, Node};
use crate::import::{Metadata, whole_day};

/// A larger packet is no description.
const MAX_PACKET: usize = 1 << 20;

/// The XMP packet of the document, where it stands there as it is.
pub(super) fn packet(bytes: &[u8]) -> String {
    let found = memchr::memmem::find(bytes, b"<x:xmpmeta").and_then(|start| {
        let rest = bytes.get(start..)?;
        let rest = rest.get(..rest.len().min(MAX_PACKET))?;
        rest.get(..memchr::memmem::find(rest, b"</x:xmpmeta>")?)
    });
    String::from_utf8_lossy(found.unwrap_or_default()).into_owned()
}

/// What the document says of itself.
pub(super) fn read(file: &File, packet: &str) -> Metadata {
    let own = file.metadata();
    let words = |bytes: &Option<Box<[u8]>>| tidy(&decoded(bytes.as_deref()?));
    let mut metadata = Metadata { author: words(&own.author), ..Metadata::default() };
    let (mut title, mut open) = (None, Vec::new());
    let take = &mut |node: Node<'_>| match node {
        Node::Open(name, attributes) => {
            let day = ["publicationDate", "coverDate"].iter().find_map(|own| attributes.get(own));
            metadata.published = metadata.published.or(day.as_deref().and_then(whole_day::full));
            open.push(name.to_owned());
        }
        Node::Close(_) => drop(open.pop()),
        Node::Words(words) => {
            let within = |name: &str| open.iter().any(|own| own == name);
            if within("publicationDate") || within("coverDate") {
                metadata.published = metadata.published.or_else(|| whole_day::full(words));
            } else if within("title") && title.is_none() {
                title = tidy(words);
            }
        }
    };
    // A packet that is damaged has said what it has said.
    if let Err(why) = xml::each(packet, "PDF document", take) {
        log::debug!("{why}");
    }
    metadata.title = words(&own.title).or(title).filter(|title| is_headline(title));
    metadata
}

fn tidy(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(text).filter(|text| text.chars().any(char::is_alphabetic))
}

/// What programs put there is no headline.
fn is_headline(title: &str) -> bool {
    let lower = title.to_lowercase();
    let by_program = ["microsoft word", "untitled", "layout ", "document", "page ", "slide "];
    let file = [".doc", ".docx", ".pdf", ".indd", ".qxd", ".dvi", ".tex", ".rtf", ".html"];
    // A name without a space is one of a file, in scripts that have spaces.
    let named = title.is_ascii() && !title.contains(' ');
    !named
        && !by_program.iter().any(|start| lower.starts_with(start))
        && !file.iter().any(|end| lower.ends_with(end))
}

/// A string of a PDF: UTF-16 with its mark, UTF-8 with its mark, else Latin letters.
fn decoded(bytes: &[u8]) -> String {
    let (text, ..) = encoding_rs::WINDOWS_1252.decode(bytes);
    text.into_owned()
}
