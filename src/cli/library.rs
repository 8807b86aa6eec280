//! `casebook library`: what is in a folder of articles, how each file was read, and what could not
//! be.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::output::{self, Output};
use super::table::{Align, Table};
use super::{CliError, Command, Verdict};
use crate::corpus::{FolderState, Library, LibraryArticle, LibraryFolder, State, Texts};
use crate::import::Metadata;
use crate::model::{FolderId, Vocabulary as _};
use crate::text::{BlockHints, BlockKind, blocks_with, paragraphs};

const AFTER_HELP: &str = "\
Examples:
  casebook library articles
  casebook library articles --format jsonl | jq 'select(.failed)'

One line an article: the reader and the encoding that it was read with, its words, its paragraphs by
what they are (headline, body, caption, boilerplate, repeat), and what is known of it with where that
is known from: metadata (metadata.csv or a sidecar), declared (the file itself), dateline, inferred.
A file of several articles is listed as these, FILE#NAME. Nothing is written.";

/// List what a folder of articles holds, how it was read, and what could not be
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct LibraryArguments {
    /// The folder
    folder: PathBuf,

    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Listing,
}

/// The ways in which a library is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Listing {
    /// Aligned columns for people
    #[default]
    Table,
    /// One JSON object a line for programs
    Jsonl,
}

impl Command for LibraryArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        let mut library = Library::new(Arc::new(|| {}));
        let id = FolderId::new("articles");
        library.add_folder(id.clone(), self.folder.clone());
        library.wait();
        let Some(folder) = library.folder(&id) else { return Ok(Verdict::Fine) };
        match &folder.state {
            FolderState::Missing(path) => {
                let (reason, path) = ("no such folder".to_owned(), path.clone());
                return Err(CliError::Path { reason, path });
            }
            FolderState::Failed(why) => {
                return Err(CliError::Path { reason: why.clone(), path: self.folder.clone() });
            }
            FolderState::Listing
            | FolderState::Reading
            | FolderState::Ready
            | FolderState::Stopped => {}
        }
        let texts = Texts::default();
        let lines = folder.articles().map(|article| Line::of(&library, &texts, article));
        match self.format {
            Listing::Jsonl => {
                for line in lines {
                    writeln!(out, "{}", serde_json::to_string(&line)?)?;
                }
            }
            Listing::Table => table(lines, folder).write(out)?,
        }
        for problem in &folder.problems {
            output::say(&format!("note: {problem}"));
        }
        for article in folder.articles() {
            if let Some(left_out) = &article.left_out {
                output::say(&format!("note: {left_out}: {}", article.path));
            }
        }
        for (path, holder) in folder.holders() {
            for problem in &holder.problems {
                output::say(&format!("note: {problem}: {path}"));
            }
        }
        Ok(Verdict::Fine)
    }
}

#[derive(Serialize)]
struct Line {
    path: String,
    reader: &'static str,
    encoding: Option<&'static str>,
    replaced: usize,
    left_out: Option<Arc<str>>,
    words: Option<usize>,
    blocks: BTreeMap<&'static str, usize>,
    metadata: BTreeMap<&'static str, Known>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    tags: BTreeMap<String, String>,
    failed: Option<String>,
}

/// A value and where it is known from.
#[derive(Serialize)]
struct Known {
    value: String,
    basis: String,
}

impl Line {
    fn of(library: &Library, texts: &Texts, article: &LibraryArticle) -> Self {
        let mut failed = match &article.state {
            State::Unreadable(reason) => Some(reason.clone()),
            State::Missing => Some("no such file".to_owned()),
            State::Listed | State::Read | State::Changed => None,
        };
        let mut blocks = BTreeMap::new();
        if failed.is_none() {
            match texts.text(library, &article.id) {
                Ok(text) => blocks = kinds(library, article, &text),
                Err(error) => failed = Some(error.to_string()),
            }
        }
        Self {
            path: article.path.to_string(),
            reader: article.reader,
            encoding: article.encoding.filter(|encoding| !encoding.is_empty()),
            replaced: article.replaced,
            left_out: article.left_out.clone(),
            words: article.words,
            blocks,
            metadata: known(article),
            tags: article.metadata.tags.clone(),
            failed,
        }
    }
}

/// How many paragraphs are what.
fn kinds(library: &Library, article: &LibraryArticle, text: &str) -> BTreeMap<&'static str, usize> {
    let publisher = article.metadata.publisher.as_deref().unwrap_or_default();
    let recurring = |print| library.recurrence(publisher, print);
    let hints = BlockHints {
        title: Some(article.headline()),
        recurring: (!publisher.is_empty()).then_some(&recurring),
    };
    let mut kinds = BTreeMap::new();
    for block in blocks_with(text, &paragraphs(text), hints) {
        *kinds.entry(block.kind.label()).or_insert(0) += 1;
    }
    kinds
}

fn known(article: &LibraryArticle) -> BTreeMap<&'static str, Known> {
    type Field = (&'static str, fn(&Metadata) -> Option<&String>);
    const FIELDS: &[Field] = &[
        ("title", |m| m.title.as_ref()),
        ("publisher", |m| m.publisher.as_ref()),
        ("url", |m| m.url.as_ref()),
        ("author", |m| m.author.as_ref()),
        ("language", |m| m.language.as_ref()),
        ("note", |m| m.note.as_ref()),
    ];
    const HAS: &[fn(&Metadata) -> bool] = &[
        |m| m.title.is_some(),
        |m| m.publisher.is_some(),
        |m| m.url.is_some(),
        |m| m.author.is_some(),
        |m| m.language.is_some(),
        |m| m.note.is_some(),
    ];
    let mut found = BTreeMap::new();
    for ((name, get), has) in FIELDS.iter().zip(HAS) {
        if let (Some(value), Some(basis)) = (get(&article.metadata), article.basis(has)) {
            let basis = basis.id().to_owned();
            found.insert(*name, Known { value: value.clone(), basis });
        }
    }
    if !found.contains_key("title") && !article.headline().is_empty() {
        let (value, basis) = (article.headline().to_owned(), "inferred".to_owned());
        found.insert("title", Known { value, basis });
    }
    if let Some(published) = article.published() {
        let (value, basis) = (published.date.to_string(), published.basis.id().to_owned());
        found.insert("published", Known { value, basis });
    }
    if !article.wire.is_empty() {
        let (value, basis) = (article.wire.to_string(), "dateline".to_owned());
        found.insert("wire", Known { value, basis });
    }
    found
}

fn table(lines: impl Iterator<Item = Line>, folder: &LibraryFolder) -> Table {
    let columns = [
        ("Path", Align::Left),
        ("Reader", Align::Left),
        ("Encoding", Align::Left),
        ("Words", Align::Right),
        ("Blocks", Align::Left),
        ("Published", Align::Left),
        ("Basis", Align::Left),
        ("Title, or why it failed", Align::Left),
    ];
    let mut table = Table::new(&columns);
    log::debug!("{} files hold several articles", folder.holders().count());
    for line in lines {
        let get = |name: &str| line.metadata.get(name);
        let blocks: Vec<String> = BlockKind::ALL
            .iter()
            .filter_map(|kind| {
                line.blocks.get(kind.label()).map(|n| format!("{n} {}", kind.label()))
            })
            .collect();
        let failed = line.failed.as_ref().map(|why| format!("FAILED: {why}"));
        table.row([
            line.path.clone(),
            line.reader.to_owned(),
            line.encoding.unwrap_or_default().to_owned(),
            line.words.map_or_else(String::new, |words| words.to_string()),
            blocks.join(", "),
            get("published").map(|known| known.value.clone()).unwrap_or_default(),
            get("published").map(|known| known.basis.clone()).unwrap_or_default(),
            failed.or_else(|| get("title").map(|known| known.value.clone())).unwrap_or_default(),
        ]);
    }
    table
}
