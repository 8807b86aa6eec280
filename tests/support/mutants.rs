//! Texts that were damaged in the ways in which files are: bytes turned over, pieces lost, doubled,
//! moved, numbers and brackets grown wild. The same in every run.

/// How many mutants a usual run looks at; `CASEBOOK_MUTANTS` sets another number.
const USUAL: u64 = 600;

/// How many mutants are to be looked at.
pub fn count() -> u64 {
    std::env::var("CASEBOOK_MUTANTS").map_or(USUAL, |n| n.parse().unwrap())
}

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    fn piece(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length);
        let end = (start + 1 + self.below(60)).min(length);
        start.min(end)..end
    }
}

/// What damage puts into a file of rows.
const SPLINTERS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "\\u{110000}",
    "r#\"",
    "\"#",
    "//",
    "/*",
    "\0",
    "\u{feff}",
    "\r\n",
    "99999999999999999999999999",
    "-1",
    "1e999",
    "NaN",
    "None",
    "Some(",
    "\"0000-00-00\"",
    "\"9999-12-31T23:59:60Z\"",
    "\u{202e}",
    "\u{10ffff}",
];

/// The mutant of this number.
pub fn mutant(whole: &[u8], number: u64) -> Vec<u8> {
    let mut chance = Chance(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
    chance.below(1);
    let mut bytes = whole.to_vec();
    for _ in 0..=chance.below(3) {
        let length = bytes.len();
        match chance.below(7) {
            0 => {
                let (at, bit) = (chance.below(length), chance.below(8));
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }
            1 => {
                bytes.drain(chance.piece(length));
            }
            2 => {
                let piece = bytes[chance.piece(length)].to_vec();
                let at = chance.below(length);
                bytes.splice(at..at, piece);
            }
            3 => {
                let piece = chance.piece(length);
                let other = bytes[chance.piece(length)].to_vec();
                bytes.splice(piece, other);
            }
            4 => bytes.truncate(chance.below(length)),
            5 => {
                let at = chance.below(length);
                let splinter = SPLINTERS[chance.below(SPLINTERS.len())];
                bytes.splice(at..at, splinter.repeat(1 + chance.below(300)).into_bytes());
            }
            _ => {
                let at = chance.below(length);
                let splinter = SPLINTERS[chance.below(SPLINTERS.len())];
                bytes.splice(at..at, splinter.bytes());
            }
        }
    }
    bytes
}
