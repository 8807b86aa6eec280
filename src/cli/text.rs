//! `casebook text`: an article's text as the reader shows it.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::Output;
use super::{CliError, Command, Verdict};
use crate::corpus::locate;
use crate::import::{Contents, Imported, open, read_part};
use crate::model::FileReading;

const AFTER_HELP: &str = "\
Examples:
  casebook text articles/teguey.txt
  casebook text page.html | wc -w
  casebook text rows.csv            every article in the file
  casebook text rows.csv#row-12     one of them

The encoding is found by itself and line ends become plain line feeds: offsets in claims and in
`casebook apply` count in this text. What is in a file decides how it is read, then its name; a file
of an unknown kind is read as plain text. Of a file of several articles each is headed by its name.";

/// Print the text of an article as the reader shows it
///
/// Nothing else goes to standard output.
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct TextArguments {
    /// The article: FILE, or FILE#NAME for one of several in it
    file: PathBuf,
}

impl Command for TextArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        let spelled = self.file.to_string_lossy();
        let (file, part) = match locate(Path::new(""), &spelled) {
            (_, None) => (self.file.clone(), None),
            (_, Some(part)) => {
                let file = spelled.get(..spelled.len() - part.len() - 1).unwrap_or_default();
                (PathBuf::from(file), Some(part))
            }
        };
        let none = FileReading::default();
        if part.is_some() {
            let article = read_part(&file, part.as_deref(), &none)?;
            return self.print(out, &article);
        }
        match open(&file, &none)? {
            Contents::One(article) => self.print(out, &article),
            Contents::Many(many) => {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                for part in &many.parts {
                    writeln!(out, "==> {name}#{} <==", part.name)?;
                    self.print(out, &part.article)?;
                    writeln!(out)?;
                }
                for problem in &many.problems {
                    super::output::say(&format!("note: {problem}: {name}"));
                }
                Ok(Verdict::Fine)
            }
        }
    }
}

impl TextArguments {
    fn print(&self, out: &mut Output, article: &Imported) -> Result<Verdict, CliError> {
        if article.replaced > 0 {
            let (count, file) = (article.replaced, self.file.display());
            log::warn!("{count} characters could not be decoded as {}: {file}", article.encoding);
        }
        if let Some(left_out) = &article.left_out {
            super::output::say(&format!("note: {left_out}: {}", self.file.display()));
        }
        out.write_all(article.text.as_bytes())?;
        Ok(Verdict::Fine)
    }
}
