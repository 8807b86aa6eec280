//! ISO-2022-KR, the Korean mail encoding that web decoders refuse: EUC-KR in seven bits, with two
//! control characters that switch between it and ASCII.

use encoding_rs::EUC_KR;

/// The designation at the head of every such text.
const HEADER: &[u8] = b"\x1b$)C";
/// From here on, pairs of bytes are Korean.
const SHIFT_OUT: u8 = 0x0e;
/// From here on, ASCII.
const SHIFT_IN: u8 = 0x0f;

/// The text, if the bytes are ISO-2022-KR.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    if memchr::memchr(SHIFT_OUT, bytes).is_none() || !bytes.is_ascii() {
        return None;
    }
    let start = bytes.windows(HEADER.len()).position(|w| w == HEADER)?;
    let (before, after) = (bytes.get(..start)?, bytes.get(start + HEADER.len()..)?);
    let mut korean = false;
    let mut euc = before.to_vec();
    for &byte in after {
        match byte {
            SHIFT_OUT => korean = true,
            SHIFT_IN => korean = false,
            // A line ends the shift, as the standard has it.
            b'\n' => {
                korean = false;
                euc.push(byte);
            }
            0x21..=0x7e if korean => euc.push(byte | 0x80),
            _ => euc.push(byte),
        }
    }
    let (text, errors) = EUC_KR.decode_without_bom_handling(&euc);
    (!errors).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn shifts_between_ascii_and_korean() {
        let bytes = b"\x1b$)CKorea: \x0eGQ19\x0f, done\n";
        assert_eq!(super::decode(bytes).as_deref(), Some("Korea: 한국, done\n"));
        assert_eq!(super::decode(b"plain"), None);
    }
}
