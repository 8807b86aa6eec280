//! A folder of articles, made anew in each run, the same every time: each of some 3,500 bytes, every
//! 25th an update of an earlier one, as newsrooms send them.
//!
//! `CASEBOOK_BENCH_ARTICLES=100000` makes it as large as Casebook is made for (350 MB below the
//! folder for temporary files); without it, it is small.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::Dice;

/// Articles where nothing else is asked for.
const FEW: usize = 5_000;
/// Articles of a folder.
const IN_A_FOLDER: usize = 1_000;
/// Each so manieth is an update of an earlier one.
const UPDATES: usize = 25;

const SYLLABLES: &[&str] = &[
    "ba", "da", "ki", "mo", "ner", "sa", "tu", "gal", "hou", "rin", "wa", "zé", "lo", "fan", "dou",
    "mé", "ta", "yor", "be", "gu",
];
const WORDS: &[&str] = &[
    "the",
    "of",
    "and",
    "in",
    "a",
    "to",
    "on",
    "that",
    "with",
    "from",
    "after",
    "near",
    "said",
    "were",
    "killed",
    "wounded",
    "soldiers",
    "villagers",
    "attack",
    "road",
    "market",
    "convoy",
    "night",
    "morning",
    "officials",
    "witnesses",
    "gunmen",
    "patrol",
    "border",
    "school",
    "river",
    "water",
    "people",
    "families",
    "houses",
    "burnt",
    "fled",
    "reported",
    "ministry",
    "army",
    "hospital",
    "according",
    "several",
    "three",
    "twelve",
    "forty",
    "district",
    "province",
];

/// A folder of articles.
pub struct Corpus {
    folder: TempDir,
    /// How many there are.
    pub articles: usize,
    /// Bytes of all of them.
    pub bytes: u64,
    /// Which are updates, and of which.
    pub updates: Vec<(usize, usize)>,
}

impl Corpus {
    /// Makes it.
    pub fn new() -> Self {
        let asked = std::env::var("CASEBOOK_BENCH_ARTICLES").ok().and_then(|n| n.parse().ok());
        let articles = asked.unwrap_or(FEW);
        let folder = tempfile::tempdir().unwrap();
        let mut corpus = Self { folder, articles, bytes: 0, updates: Vec::new() };
        for nth in 0..articles {
            let path = corpus.root().join(path_of(nth));
            if nth % IN_A_FOLDER == 0 {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            }
            let text = if nth % UPDATES == UPDATES - 1 {
                let of = original(nth);
                corpus.updates.push((nth, of));
                let mut text = text_of(of);
                let cut = text.rfind("\n\n").unwrap();
                text.replace_range(cut.., &format!("\n\nUpdate {nth}, with another last line.\n"));
                text
            } else {
                text_of(nth)
            };
            corpus.bytes += text.len() as u64;
            std::fs::write(path, text).unwrap();
        }
        println!("{articles} articles, {} MB", corpus.bytes / 1_000_000);
        corpus
    }

    /// Where they are.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("articles")
    }

    /// A folder for the program's own files, another one each time.
    pub fn home(&self, name: &str) -> PathBuf {
        self.folder.path().join("homes").join(name)
    }
}

/// Where an article is in the folder.
pub fn path_of(nth: usize) -> PathBuf {
    Path::new(&format!("{:03}", nth / IN_A_FOLDER)).join(format!("{nth:06}.txt"))
}

fn original(nth: usize) -> usize {
    let earlier = Dice::new(nth as u64).below(nth);
    if earlier % UPDATES == UPDATES - 1 { earlier - 1 } else { earlier }
}

/// The text of an article: words of the language, and names that no other article has.
fn text_of(nth: usize) -> String {
    let mut dice = Dice::new(nth as u64 + 77);
    let name = |dice: &mut Dice| {
        let mut name: String = (0..3).map(|_| *dice.of(SYLLABLES)).collect();
        if let Some(first) = name.get(..1).map(str::to_uppercase) {
            name.replace_range(..1, &first);
        }
        name
    };
    let mut text = format!("Attack near {} leaves {nth} questions\n\n", name(&mut dice));
    for sentence in 1.. {
        for word in 0..14 {
            if dice.below(8) == 0 {
                text.push_str(&name(&mut dice));
            } else {
                text.push_str(dice.of::<&str>(WORDS));
            }
            text.push_str(if word == 13 { ". " } else { " " });
        }
        if sentence % 5 == 0 {
            if text.len() >= 3_300 {
                break;
            }
            text.push_str("\n\n");
        }
    }
    text
}
