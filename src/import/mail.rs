//! E-mails (EML), mailboxes (MBOX) and pages saved as MHTML: the words of the message, and what its
//! head says.

use jiff::civil::Date;
use mail_parser::{Address, Message, MessageParser, MimeHeaders as _, PartType};

use super::html::{page, words_of};
use super::limits::MAX_PARTS;
use super::{
    Contents, Decoded, Hint, Imported, Metadata, Names, Part, Parts, Problem, Reader, Unreadable,
};

/// Reads `.eml`, `.mht` and `.mhtml`.
#[derive(Clone, Copy, Debug)]
pub struct Mail;

/// Reads `.mbox`.
#[derive(Clone, Copy, Debug)]
pub struct Mbox;

impl Reader for Mail {
    fn name(&self) -> &'static str {
        "e-mail"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["eml", "mht", "mhtml"]
    }

    fn knows(&self, bytes: &[u8]) -> bool {
        let starts = [
            &b"from:"[..],
            b"received:",
            b"return-path:",
            b"mime-version:",
            b"message-id:",
            b"delivered-to:",
            b"date:",
            b"subject:",
            b"x-",
        ];
        let begins = |start: &&[u8]| {
            bytes.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
        };
        if !starts.iter().any(begins) {
            return false;
        }
        let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default().to_ascii_lowercase();
        let has = |name: &[u8]| head.windows(name.len()).any(|w| w == name);
        has(b"\nmime-version:") && (has(b"\ncontent-type:") || has(b"\nsubject:"))
    }

    fn read(&self, bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable> {
        Ok(message(bytes, hint, self.name())?.alone())
    }
}

impl Reader for Mbox {
    fn name(&self) -> &'static str {
        "mailbox"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mbox", "mbx"]
    }

    fn read(&self, bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable> {
        let mut parts = Parts::default();
        let mut names = Names::default();
        for (number, (line, raw)) in (1..).zip(messages(bytes)).take(MAX_PARTS) {
            match message(&raw, hint, self.name()) {
                Ok(article) => {
                    let id = article.metadata.tags.get("message-id").cloned().unwrap_or_default();
                    let name = names.give(&id, "message", number);
                    parts.parts.push(Part { name, article });
                }
                Err(why) => {
                    parts.problems.push(Problem { line, message: why.to_string() });
                }
            }
        }
        if parts.parts.is_empty() {
            return Err(Unreadable::NoText("mailbox", "no message of it has any"));
        }
        Ok(Contents::Many(Box::new(parts)))
    }
}

/// The messages of a mailbox and the lines where they begin: each after a line `From ` that follows
/// an empty one.
fn messages(bytes: &[u8]) -> Vec<(u64, Vec<u8>)> {
    let mut found: Vec<(u64, Vec<u8>)> = Vec::new();
    let mut empty_before = true;
    for (number, line) in (1u64..).zip(bytes.split_inclusive(|b| *b == b'\n')) {
        let begins = empty_before && line.starts_with(b"From ");
        empty_before = line.trim_ascii().is_empty();
        if begins {
            found.push((number, Vec::new()));
            continue;
        }
        let Some((_, message)) = found.last_mut() else { continue };
        // Quoted so that it would not begin a message.
        let quoted = line.iter().take_while(|b| **b == b'>').count();
        let unquoted = line.get(1..).filter(|_| {
            quoted > 0 && line.get(quoted..).is_some_and(|rest| rest.starts_with(b"From "))
        });
        message.extend_from_slice(unquoted.unwrap_or(line));
    }
    found
}

/// So many attachments are named.
const NAMED: usize = 3;

fn message(bytes: &[u8], hint: &Hint<'_>, reader: &'static str) -> Result<Imported, Unreadable> {
    const KIND: &str = "e-mail";
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| Unreadable::Damaged(KIND, "it has no head".to_owned()))?;
    let mut metadata = head(&message);
    let related = message.content_type().is_some_and(|t| t.subtype() == Some("related"));
    let saved_page = related
        && (metadata.tags.contains_key("snapshot-content-location")
            || message.from().is_none()
            || header(&message, "From")
                .is_some_and(|from| from.to_lowercase().contains("saved by")));
    if saved_page && let Some(html) = html_of(&message) {
        let mut found = page(&html)?;
        let location = metadata.tags.remove("snapshot-content-location");
        let location = location.or_else(|| header(&message, "Content-Location"));
        found.metadata.url = found.metadata.url.or(location);
        // The date of such a message is the day it was saved.
        let article = Imported::fixed(&found.text, found.metadata, "saved web page");
        return Ok(article);
    }
    let plain = message.text_part(0).and_then(|part| match &part.body {
        PartType::Text(text) => Some((text.to_string(), part.is_encoding_problem)),
        PartType::Html(_)
        | PartType::Binary(_)
        | PartType::InlineBinary(_)
        | PartType::Message(_)
        | PartType::Multipart(_) => None,
    });
    let (text, problem) = match plain.filter(|(text, _)| !text.trim().is_empty()) {
        Some(plain) => plain,
        None => {
            let pieces: Vec<String> = html_of(&message).into_iter().collect();
            (words_of(pieces)?.concat(), false)
        }
    };
    // Letters beyond ASCII in a message that names no encoding.
    let mut decoded = Decoded { text, encoding: "", replaced: 0 };
    if (problem || decoded.text.contains('\u{fffd}'))
        && message.parts.len() == 1
        && let Some(body) = bytes.get(message.root_part().raw_body_offset() as usize..)
        && let Ok(better) = hint.decode(body)
        && message.root_part().encoding == mail_parser::Encoding::None
    {
        decoded = better;
    }
    if decoded.text.trim().is_empty() {
        return Err(Unreadable::NoText(KIND, "it is empty or has attachments only"));
    }
    if message.attachment_count() > 0 {
        let names: Vec<String> =
            message.attachments().filter_map(|a| a.attachment_name()).map(str::to_owned).collect();
        if !names.is_empty() {
            metadata.tag("attachments", &names.join(", "));
        }
    }
    let text = std::mem::take(&mut decoded.text);
    let article = Imported::new(text.trim_end(), metadata, &decoded, reader);
    Ok(article.without(&attached(&message)))
}

/// What is attached to a message and not read, in words; pictures within its text are not.
fn attached(message: &Message<'_>) -> Vec<String> {
    let all: Vec<Option<&str>> = message
        .attachments()
        .filter(|part| !matches!(part.body, PartType::InlineBinary(_)))
        .map(|part| part.attachment_name())
        .collect();
    let names: Vec<&str> = all.iter().flatten().take(NAMED).copied().collect();
    let mut names = names.join(", ");
    if all.len() > NAMED {
        names.push_str(", …");
    }
    let colon = if names.is_empty() { "" } else { ": " };
    match all.len() {
        0 => Vec::new(),
        1 => vec![format!("1 attachment is not read{colon}{names}")],
        n => vec![format!("{n} attachments are not read{colon}{names}")],
    }
}

fn html_of(message: &Message<'_>) -> Option<String> {
    message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.to_string()),
        PartType::Text(_)
        | PartType::Binary(_)
        | PartType::InlineBinary(_)
        | PartType::Message(_)
        | PartType::Multipart(_) => None,
    })
}

fn header(message: &Message<'_>, name: &str) -> Option<String> {
    let found = message.headers_raw().find(|(own, _)| own.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn head(message: &Message<'_>) -> Metadata {
    let mut metadata = Metadata::default();
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    metadata.title = message.subject().and_then(filled);
    metadata.author = message.from().and_then(first_name);
    metadata.published = message.date().and_then(|date| {
        let (year, month, day) = (
            i16::try_from(date.year).ok()?,
            i8::try_from(date.month).ok()?,
            i8::try_from(date.day).ok()?,
        );
        Date::new(year, month, day).ok()
    });
    if let Some(id) = message.message_id() {
        metadata.tag("message-id", id);
    }
    if let Some(list) = header(message, "List-Id") {
        metadata.publisher =
            filled(list.split('<').next().unwrap_or_default().trim_matches(['"', ' ']));
    }
    if let Some(place) = header(message, "Snapshot-Content-Location") {
        metadata.tag("snapshot-content-location", &place);
    }
    metadata
}

fn first_name(address: &Address<'_>) -> Option<String> {
    let first = address.first()?;
    first.name.as_ref().or(first.address.as_ref()).map(|name| name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileReading;

    fn read(reader: &dyn Reader, text: &[u8]) -> Contents {
        let reading = FileReading::default();
        let hint = Hint { path: std::path::Path::new("a.eml"), reading: &reading };
        reader.read(text, &hint).unwrap()
    }

    const MAIL: &str = "From: Desk <desk@example.org>\r\nSubject: =?utf-8?q?D=C3=A9c=C3=A8s_au_march=C3=A9?=\r\nDate: Fri, 22 Mar 2024 23:30:00 +0100\r\nMessage-ID: <a1@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nNeuf morts =E0 l'aube.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Neuf</p>\r\n--b--\r\n";

    #[test]
    fn a_message_and_its_head() {
        let Contents::One(article) = read(&Mail, MAIL.as_bytes()) else { unreachable!("one") };
        assert_eq!(
            (&*article.text, article.title.as_deref()),
            ("Neuf morts à l'aube.", Some("Décès au marché"))
        );
        assert_eq!(article.metadata.author.as_deref(), Some("Desk"));
        assert_eq!(
            article.metadata.published.map(|d| d.to_string()).as_deref(),
            Some("2024-03-22")
        );
        assert!(Mail.knows(MAIL.as_bytes()) && !Mail.knows(b"Subject: none\n\nA text."));
    }

    #[test]
    fn attachments_are_told_of() {
        let part = |name: &str| {
            format!(
                "--b\r\nContent-Type: application/pdf; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\nx\r\n"
            )
        };
        let mail = |parts: &str| {
            let head = "From: a@example.org\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nNine died.\r\n";
            let Contents::One(article) = read(&Mail, format!("{head}{parts}--b--\r\n").as_bytes())
            else {
                unreachable!("one")
            };
            article.left_out
        };
        assert_eq!(mail(""), None);
        let one = mail(&part("list.pdf"));
        assert_eq!(one.as_deref(), Some("1 attachment is not read: list.pdf"));
        let two = mail(&(part("a.pdf") + &part("b.pdf")));
        assert_eq!(two.as_deref(), Some("2 attachments are not read: a.pdf, b.pdf"));
    }

    #[test]
    fn a_mailbox_is_many() {
        let one = MAIL.replace("\r\n", "\n");
        let two = one.replace("a1@", "a2@");
        let mbox = format!("From a Fri Mar 22\n{one}\nFrom b Sat Mar 23\n{two}");
        let Contents::Many(parts) = read(&Mbox, mbox.as_bytes()) else { unreachable!("many") };
        let names: Vec<_> = parts.parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["a1@example.org", "a2@example.org"]);
    }

    #[test]
    fn a_saved_page_is_read_as_a_page() {
        let words =
            "Nine people were killed in a fire at the old market, the brigade said on Friday. "
                .repeat(4);
        let mhtml = format!(
            "From: <Saved by Example>\r\nSnapshot-Content-Location: https://example.org/fire\r\nSubject: Fire\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://example.org/fire\r\n\r\n<html><head><title>Fire</title></head><body><article><h1>Fire</h1><p>{words}</p><p>{words}</p></article></body></html>\r\n--b--\r\n"
        );
        let Contents::One(article) = read(&Mail, mhtml.as_bytes()) else { unreachable!("one") };
        assert!(article.text.starts_with("Fire\n\nNine people"), "{}", article.text);
        assert_eq!(article.metadata.url.as_deref(), Some("https://example.org/fire"));
    }
}
