//! Web archives (WARC): each page that a crawl has kept is an article.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use super::html::page;
use super::limits::{MAX_PARTS, MAX_UNPACKED_BYTES};
use super::{
    Contents, Decoded, Hint, Imported, Names, Part, Parts, Problem, Reader, Unreadable, decode,
};

/// Reads `.warc` and `.warc.gz`.
#[derive(Clone, Copy, Debug)]
pub struct Warc;

const KIND: &str = "web archive";

/// The most that an archive may unpack to, and the most that all pages in it may.
const MOST_UNPACKED: u64 = MAX_UNPACKED_BYTES * 4;

impl Reader for Warc {
    fn name(&self) -> &'static str {
        KIND
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["warc"]
    }

    fn knows(&self, bytes: &[u8]) -> bool {
        if bytes.starts_with(b"WARC/1.") {
            return true;
        }
        let mut head = [0; 7];
        bytes.starts_with(b"\x1f\x8b")
            && MultiGzDecoder::new(bytes).read_exact(&mut head).is_ok()
            && head.starts_with(b"WARC/1.")
    }

    fn read(&self, bytes: &[u8], _: &Hint<'_>) -> Result<Contents, Unreadable> {
        let plain;
        let bytes = if bytes.starts_with(b"\x1f\x8b") {
            plain = unpack(bytes, MOST_UNPACKED)?;
            plain.as_slice()
        } else {
            bytes
        };
        let mut parts = Parts::default();
        let mut names = Names::default();
        let mut rest = bytes;
        let mut number = 0;
        let mut left = MOST_UNPACKED;
        while let Some((head, body, after)) = record(rest) {
            rest = after;
            number += 1;
            let field = |name: &str| field(head, name);
            if field("WARC-Type").as_deref() != Some("response") || parts.parts.len() >= MAX_PARTS {
                continue;
            }
            let url = field("WARC-Target-URI").unwrap_or_default();
            let url = url.trim_matches(['<', '>']).to_owned();
            match response(body, &mut left) {
                Ok(None) => {}
                Ok(Some(mut found)) => {
                    found.metadata.url.get_or_insert(url.clone());
                    if let Some(day) = field("WARC-Date") {
                        found.metadata.tag("crawled", &day);
                    }
                    let print: String = crate::text::content_hash(&url).chars().take(8).collect();
                    let name = names.give(&print, "page", number);
                    let none =
                        Decoded { text: String::new(), encoding: found.encoding, replaced: 0 };
                    let article = Imported::new(&found.text, found.metadata, &none, KIND);
                    parts.parts.push(Part { name, article });
                }
                Err(why) => {
                    let line = u64::try_from(number).unwrap_or(0);
                    parts.problems.push(Problem { line, message: format!("{url}: {why}") });
                }
            }
        }
        if parts.parts.is_empty() {
            return Err(Unreadable::NoText(KIND, "no page of it has any"));
        }
        Ok(Contents::Many(Box::new(parts)))
    }
}

fn unpack(bytes: &[u8], most: u64) -> Result<Vec<u8>, Unreadable> {
    let mut plain = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut plain);
    // What was cut off is read as far as it goes.
    if let Err(error) = read
        && plain.is_empty()
    {
        return Err(Unreadable::Damaged(KIND, error.to_string()));
    }
    if plain.len() as u64 > most {
        return Err(Unreadable::Bomb(most));
    }
    Ok(plain)
}

/// The head and body of the first record, and what follows it.
fn record(bytes: &[u8]) -> Option<(&str, &[u8], &[u8])> {
    let at = bytes.windows(7).position(|w| w == b"WARC/1.")?;
    let bytes = bytes.get(at..)?;
    let (head, body) = parted(bytes)?;
    let head = std::str::from_utf8(head).ok()?;
    let length: usize = field(head, "Content-Length")?.parse().ok()?;
    let length = length.min(body.len());
    Some((head, body.get(..length)?, body.get(length..)?))
}

/// What stands before the first empty line, and what after it.
fn parted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| {
        let rest = bytes.get(at + 1..)?;
        let after = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
        Some((bytes.get(..at)?, after))
    })
}

fn field(head: &str, name: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (own, value) = line.split_once(':')?;
        own.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

/// The page in an HTTP response; `None` where it is no page. What it unpacks to is taken off what is
/// `left` for all.
fn response(bytes: &[u8], left: &mut u64) -> Result<Option<super::html::Page>, Unreadable> {
    let Some((head, body)) = parted(bytes) else { return Ok(None) };
    let head = String::from_utf8_lossy(head);
    let kind = field(&head, "Content-Type").unwrap_or_default().to_lowercase();
    let good = head.split_whitespace().nth(1).is_some_and(|code| code == "200");
    if !good || !(kind.contains("html") || kind.is_empty()) {
        return Ok(None);
    }
    let mut body = body.to_vec();
    if field(&head, "Transfer-Encoding").is_some_and(|t| t.to_lowercase().contains("chunked")) {
        body = unchunked(&body);
    }
    if field(&head, "Content-Encoding").is_some_and(|t| t.to_lowercase().contains("gzip"))
        || body.starts_with(b"\x1f\x8b")
    {
        let most = MAX_UNPACKED_BYTES.min(*left);
        let unpacked = unpack(&body, most);
        *left -= match &unpacked {
            Ok(bytes) => bytes.len() as u64,
            Err(Unreadable::Bomb(_)) => most,
            // What is damaged has unpacked to nothing.
            Err(_) => 0,
        };
        if most < MAX_UNPACKED_BYTES && matches!(unpacked, Err(Unreadable::Bomb(_))) {
            return Err(Unreadable::Bomb(MOST_UNPACKED));
        }
        body = unpacked?;
    }
    let decoded = decode(&body)?;
    let mut found = page(&decoded.text)?;
    found.encoding = decoded.encoding;
    Ok((!found.text.trim().is_empty()).then_some(found))
}

fn unchunked(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(end) = rest.windows(2).position(|w| w == b"\r\n") {
        let size = rest.get(..end).and_then(|line| std::str::from_utf8(line).ok());
        let size = size.and_then(|line| line.split(';').next()).map(str::trim);
        let Some(size) = size.and_then(|s| usize::from_str_radix(s, 16).ok()) else {
            // Not chunked after all.
            return if plain.is_empty() { bytes.to_vec() } else { plain };
        };
        let Some(chunk) = rest.get(end + 2..).map(|r| r.get(..size.min(r.len())).unwrap_or(r))
        else {
            break;
        };
        plain.extend_from_slice(chunk);
        let Some(after) = rest.get((end + 2).saturating_add(size).saturating_add(2)..) else {
            break;
        };
        if size == 0 {
            break;
        }
        rest = after;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileReading;

    #[test]
    fn each_page_of_a_crawl_is_an_article() {
        let words =
            "Nine people were killed in a fire at the old market, the brigade said on Friday. "
                .repeat(4);
        let page = format!(
            "<html><head><title>Fire</title></head><body><article><p>{words}</p><p>{words}</p></article></body></html>"
        );
        let http = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n",
            page.len()
        );
        let record = |kind: &str, url: &str, body: &str| {
            format!(
                "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-22T10:00:00Z\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
                body.len()
            )
        };
        let warc = record("warcinfo", "", "software: x")
            + &record("response", "https://example.org/a", &http)
            + &record(
                "response",
                "https://example.org/b.png",
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n123",
            );
        let reading = FileReading::default();
        let hint = Hint { path: std::path::Path::new("a.warc"), reading: &reading };
        let Contents::Many(parts) = Warc.read(warc.as_bytes(), &hint).unwrap() else {
            unreachable!("many")
        };
        assert_eq!(parts.parts.len(), 1);
        let article = &parts.parts[0].article;
        assert!(article.text.starts_with("Nine people"), "{}", article.text);
        assert_eq!(article.metadata.url.as_deref(), Some("https://example.org/a"));
        assert!(Warc.knows(warc.as_bytes()));
    }

    #[test]
    fn all_pages_together_unpack_to_no_more_than_is_left() {
        let page = format!("<p>{}</p>", "Nine people died at the market. ".repeat(20));
        let mut packed = Vec::new();
        flate2::read::GzEncoder::new(page.as_bytes(), flate2::Compression::fast())
            .read_to_end(&mut packed)
            .unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec();
        let body = [head, packed].concat();
        let mut left = page.len() as u64 * 2 - 1;
        assert!(response(&body, &mut left).unwrap().is_some());
        assert_eq!(left, page.len() as u64 - 1);
        assert_eq!(response(&body, &mut left).err(), Some(Unreadable::Bomb(MOST_UNPACKED)));
        assert_eq!(left, 0);
    }
}
