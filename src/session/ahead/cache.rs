//! What was read ahead in earlier sittings, kept in the user's cache folder: by the article's content,
//! and in a file for each set of rules, names and codebook. Losing it costs time and nothing else.
//! It is written and read line by line: all of it at once would be as large as the library.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use smol_str::SmolStr;

use super::packed::Packed;
use super::spot::Spot;
use crate::model::Codebook;
use crate::suggest::{Names, RULES_VERSION};
use crate::text::{ContentHash, TextHash, content_hash};

/// How many sets of rules are kept; the oldest go.
const FILES: usize = 8;
/// How many articles one file keeps.
const ARTICLES: usize = 300_000;
/// The first line of a file. Then comes a line for each article.
const HEAD: &str = "casebook suggestions 2";
/// The beginning of the last line, followed by the hash of all lines between.
const END: &str = "end ";

/// Spots by the hash of the text that they were read in.
pub(super) type Known = HashMap<TextHash, Packed>;

/// One file of the cache.
pub(super) struct Cache {
    path: PathBuf,
}

impl Cache {
    /// The file for these rules and names.
    pub(super) fn new(folder: &Path, codebook: &Codebook, names: &Names) -> Self {
        let name = format!("{}.jsonl", fingerprint(codebook, names));
        Self { path: folder.join("suggestions").join(name) }
    }

    /// What is kept. A file that is damaged in any way counts as none.
    pub(super) fn load(&self) -> Known {
        let Ok(file) = File::open(&self.path) else { return Known::new() };
        read(file).unwrap_or_else(|| {
            log::warn!("damaged, made anew: {}", self.path.display());
            Known::new()
        })
    }

    /// Keeps what is known.
    pub(super) fn save(&self, known: &Known) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut entries: Vec<_> = known.iter().take(ARTICLES).collect();
        entries.sort_by_key(|(hash, _)| *hash);
        let mut file = BufWriter::new(tempfile::NamedTempFile::new_in(folder)?);
        writeln!(file, "{HEAD}")?;
        let mut sum = ContentHash::default();
        for (hash, spots) in entries {
            let mut line = serde_json::to_string(&(hash.spelled(), spots.spots()))
                .map_err(io::Error::other)?;
            line.push('\n');
            sum.add(&line);
            file.write_all(line.as_bytes())?;
        }
        write!(file, "{END}{}", sum.finish())?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(&self.path).map_err(|error| error.error)?;
        tidy(folder)
    }
}

/// What a file holds; none where it is not whole.
fn read(file: File) -> Option<Known> {
    let mut file = BufReader::new(file);
    let (mut line, mut sum, mut known) = (String::new(), ContentHash::default(), Known::new());
    file.read_line(&mut line).ok()?;
    if line.trim_end() != HEAD {
        return None;
    }
    loop {
        line.clear();
        file.read_line(&mut line).ok()?;
        if let Some(end) = line.strip_prefix(END) {
            return (*end == *sum.finish()).then_some(known);
        }
        sum.add(&line);
        // At the end of a file that was cut off there is nothing.
        let (hash, spots) = serde_json::from_str::<(SmolStr, Vec<Spot>)>(&line).ok()?;
        known.insert(TextHash::read(&hash)?, Packed::of(&spots));
    }
}

/// Removes the files that were written longest ago.
fn tidy(folder: &Path) -> std::io::Result<()> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)?.flatten() {
        if entry.path().extension().is_some_and(|e| e == "jsonl") {
            files.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    files.sort();
    let surplus = files.len().saturating_sub(FILES);
    files.iter().take(surplus).try_for_each(|(_, path)| std::fs::remove_file(path))
}

/// All that suggestions hang on beside the article.
fn fingerprint(codebook: &Codebook, names: &Names) -> SmolStr {
    let actors = names.actors.iter().map(|a| (&a.name, &a.aliases, &a.kind, &a.country, &a.parent));
    let sources = names.sources.iter().map(|s| (&s.name, &s.kind, &s.actor));
    let places = names.places.iter().map(|p| (&p.name, &p.aliases, &p.country));
    let text = format!(
        "{RULES_VERSION}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        codebook.vague,
        codebook.rules_off,
        codebook.lexicon,
        actors.collect::<Vec<_>>(),
        sources.collect::<Vec<_>>(),
        places.collect::<Vec<_>>(),
    );
    content_hash(&text).chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::{Reading, suggest};

    fn known() -> Known {
        let codebook = Codebook::standard();
        let reading = Reading {
            text: "Twelve soldiers were killed.",
            published: None,
            title: "",
            language: "en",
            codebook: &codebook,
            names: &Names::default(),
        };
        let spots = super::super::spot::spots(&suggest(&reading), &codebook);
        assert!(!spots.is_empty());
        let hash = TextHash::read(&content_hash("Twelve people were killed.")).unwrap();
        Known::from([(hash, Packed::of(&spots))])
    }

    #[test]
    fn what_was_read_comes_back_and_a_damaged_file_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), &Codebook::standard(), &Names::default());
        assert!(cache.load().is_empty());
        cache.save(&known()).unwrap();
        assert_eq!(cache.load(), known());
        let text = std::fs::read_to_string(&cache.path).unwrap();
        let cut: String = text.chars().take(text.len() - 9).collect();
        for damaged in [text.replace("killed", "injured"), cut] {
            std::fs::write(&cache.path, damaged).unwrap();
            assert!(cache.load().is_empty());
        }
    }

    #[test]
    fn other_rules_and_other_names_have_a_file_of_their_own() {
        let folder = Path::new("cache");
        let path = |codebook: &Codebook, names: &Names| Cache::new(folder, codebook, names).path;
        let (codebook, names) = (Codebook::standard(), Names::default());
        let off = Codebook { rules_off: vec!["a rule".into()], ..codebook.clone() };
        let actor = crate::model::Actor { name: "Army".into(), ..Default::default() };
        let known = Names { actors: vec![actor], ..Names::default() };
        assert_ne!(path(&codebook, &names), path(&off, &names));
        assert_ne!(path(&codebook, &names), path(&codebook, &known));
    }

    #[test]
    fn old_files_go() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..FILES + 3 {
            let off = vec![format!("rule {n}").into()];
            let codebook = Codebook { rules_off: off, ..Codebook::standard() };
            Cache::new(folder.path(), &codebook, &Names::default()).save(&known()).unwrap();
        }
        let left = std::fs::read_dir(folder.path().join("suggestions")).unwrap().count();
        assert_eq!(left, FILES);
    }
}
