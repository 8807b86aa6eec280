//! `casebook text`: an article's text as the reader shows it.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::output::Output;
use super::{CliError, Command, Verdict};
use crate::import::read_file;

const AFTER_HELP: &str = "\
Examples:
  casebook text articles/teguey.txt
  casebook text page.md | wc -w

The encoding is found by itself and line ends become plain line feeds: offsets in claims and in
`casebook apply` count in this text. A file of an unknown kind is read as plain text.";

/// Print the text of an article as the reader shows it
///
/// Nothing else goes to standard output.
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct TextArguments {
    /// The article
    file: PathBuf,
}

impl Command for TextArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        let article = read_file(&self.file)?;
        if article.replaced > 0 {
            let (count, file) = (article.replaced, self.file.display());
            log::warn!("{count} characters could not be decoded as {}: {file}", article.encoding);
        }
        out.write_all(article.text.as_bytes())?;
        Ok(Verdict::Fine)
    }
}
