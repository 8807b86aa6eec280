//! The events of an XML document, as office formats need them: names without prefix, words with
//! their entities resolved. External entities are never looked at.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::Unreadable;
use super::limits::MAX_DEPTH;

/// Something in a document.
pub(super) enum Node<'a> {
    Open(&'a str, &'a Attributes<'a>),
    Close(&'a str),
    Words(&'a str),
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of an attribute, prefix aside.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let found = self.0.attributes().flatten();
        let mut found = found.filter(|a| a.key.local_name().as_ref() == name.as_bytes());
        let value = found.next()?.value;
        let text = String::from_utf8_lossy(&value).into_owned();
        Some(quick_xml::escape::unescape(&text).map(std::borrow::Cow::into_owned).unwrap_or(text))
    }
}

/// Hands each node of `xml` to `take`.
pub(super) fn each(
    xml: &str,
    kind: &'static str,
    take: &mut dyn FnMut(Node<'_>),
) -> Result<(), Unreadable> {
    let damaged = |why: String| Unreadable::Damaged(kind, why);
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut depth = 0usize;
    loop {
        let event = reader.read_event().map_err(|error| damaged(error.to_string()))?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_DEPTH * 4 {
                    return Err(damaged("it nests too deep".to_owned()));
                }
                take(Node::Open(&name(start.local_name().as_ref()), &Attributes(&start)));
            }
            Event::Empty(start) => {
                let name = name(start.local_name().as_ref());
                take(Node::Open(&name, &Attributes(&start)));
                take(Node::Close(&name));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                take(Node::Close(&name(end.local_name().as_ref())));
            }
            Event::Text(text) => take(Node::Words(&String::from_utf8_lossy(&text))),
            Event::CData(text) => take(Node::Words(&String::from_utf8_lossy(&text))),
            Event::GeneralRef(entity) => take(Node::Words(&resolved(&entity))),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn resolved(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return c.to_string();
    }
    let name = String::from_utf8_lossy(entity).into_owned();
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}
