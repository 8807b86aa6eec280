//! Streams of a PDF that unpack to more than any page needs, found before anything unpacks them.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use crate::import::Unreadable;
use crate::import::limits::{MAX_STREAM_BYTES, MAX_STREAMS_BYTES};

/// Refuses a file one of whose streams, or all together, unpack to more than is read.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    // Nothing packs better than about a thousand to one.
    if (bytes.len() as u64).saturating_mul(1100) < MAX_STREAM_BYTES {
        return Ok(());
    }
    let mut total = 0u64;
    let mut rest = bytes;
    while let Some(at) = rest.windows(6).position(|w| w == b"stream") {
        rest = rest.get(at + 6..).unwrap_or_default();
        let body =
            rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).or(rest.strip_prefix(b"\r"));
        // Only what begins as zlib does; anything else stays about as large as it is.
        let Some(body) = body.filter(|body| body.first().is_some_and(|b| b & 0x0f == 8)) else {
            continue;
        };
        let size = unpacked(body);
        total = total.saturating_add(size);
        if size > MAX_STREAM_BYTES || total > MAX_STREAMS_BYTES {
            return Err(Unreadable::Bomb(size.max(MAX_STREAM_BYTES)));
        }
    }
    Ok(())
}

/// What a stream unpacks to, counted up to a little above the bound.
fn unpacked(body: &[u8]) -> u64 {
    let mut decoder = ZlibDecoder::new(body);
    let mut buffer = [0; 1 << 13];
    let mut total = 0u64;
    while total <= MAX_STREAM_BYTES {
        match decoder.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(read) => total += read as u64,
        }
    }
    total
}
