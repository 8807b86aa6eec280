//! A script of commands: one line of JSON each, read as a whole before anything is done.

use std::io::Read as _;
use std::path::Path;

use crate::cli::CliError;
use crate::edit::{Batch, Command};

/// The commands of a script.
pub(super) struct Script {
    /// What it is called in messages.
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
}

/// One command.
#[derive(Clone)]
pub(super) struct Line {
    /// Its line, from 1.
    pub(super) number: usize,
    pub(super) command: Command,
}

/// Commands that are carried out together.
pub(super) struct Stretch<'a> {
    pub(super) lines: &'a [Line],
}

impl Script {
    /// Reads a script; `-` is standard input.
    pub(super) fn read(path: &Path) -> Result<Self, CliError> {
        let from_stdin = path.as_os_str() == "-";
        let name = if from_stdin { "standard input".into() } else { path.display().to_string() };
        let mut bytes = Vec::new();
        let read = if from_stdin {
            std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
        } else {
            std::fs::read(path).map(|read| bytes = read)
        };
        let text = read.and_then(|()| {
            let utf8 = |_| std::io::Error::new(std::io::ErrorKind::InvalidData, "not UTF-8 text");
            String::from_utf8(bytes).map_err(utf8)
        });
        match text {
            Ok(text) => Self::parse(name, &text),
            Err(source) => Err(CliError::Script { source, script: name }),
        }
    }

    /// Reads commands out of text: blank lines and lines that begin with `#` or `//` say nothing.
    pub(super) fn parse(name: String, text: &str) -> Result<Self, CliError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = Vec::new();
        for (nth, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') || line.starts_with("//") {
                continue;
            }
            let number = nth + 1;
            match serde_json::from_str(line) {
                Ok(command) => lines.push(Line { number, command }),
                Err(error) => {
                    return Err(CliError::Line {
                        script: name,
                        line: number,
                        what: "not a command".to_owned(),
                        reason: reason(&error),
                    });
                }
            }
        }
        Ok(Self { name, lines })
    }

    /// The script in stretches that can be planned as one: a command that changes what later ones
    /// are read by, or that looks at what earlier ones have made, stands alone.
    pub(super) fn stretches(&self) -> impl Iterator<Item = Stretch<'_>> {
        let together = |a: &Line, b: &Line| !stands_alone(&a.command) && !stands_alone(&b.command);
        self.lines.chunk_by(together).map(|lines| Stretch { lines })
    }
}

fn stands_alone(command: &Command) -> bool {
    matches!(
        command,
        Command::AddFolder(_)
            | Command::MoveFolder(_)
            | Command::RemoveFolder(_)
            | Command::Reanchor(_)
            | Command::MoveArticle(_)
            | Command::SetReading(_)
            | Command::SetCodebook(_)
            | Command::SetOverride(_)
            | Command::Batch(_)
    )
}

impl Line {
    /// The name of its command: `mark`.
    pub(super) fn name(&self) -> String {
        let value = serde_json::to_value(&self.command).unwrap_or_default();
        value.get("command").and_then(|name| name.as_str()).unwrap_or("command").to_owned()
    }

    /// Whether it brings articles.
    pub(super) fn changes_folders(&self) -> bool {
        matches!(self.command, Command::AddFolder(_) | Command::MoveFolder(_))
    }
}

impl Stretch<'_> {
    /// The stretch as one command.
    pub(super) fn command(&self, label: &str) -> Command {
        match self.lines {
            [only] => only.command.clone(),
            lines => Command::Batch(Batch {
                label: label.to_owned(),
                commands: lines.iter().map(|line| line.command.clone()).collect(),
            }),
        }
    }
}

/// What is wrong with a line; it is one line, so that only the column tells something.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match text.strip_suffix(&place) {
        Some(text) => format!("{text} (column {})", error.column()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Script, CliError> {
        Script::parse("s.jsonl".to_owned(), text)
    }

    #[test]
    fn blank_lines_and_comments_say_nothing() {
        let text = "\u{feff}# a\r\n\r\n{\"command\":\"rename\",\"name\":\"x\"}\r\n  // b\n";
        let script = parse(text).unwrap();
        assert_eq!(script.lines.len(), 1);
        assert_eq!((script.lines[0].number, script.lines[0].name().as_str()), (3, "rename"));
    }

    #[test]
    fn an_error_names_the_line() {
        let check = |text: &str, wanted: &str| {
            let error = parse(text).err().unwrap().to_string();
            assert!(error.starts_with(wanted), "{error}");
        };
        check("\n{\"command\":\"rename\"", "s.jsonl:2: not a command: EOF while parsing");
        check("{\"command\":\"rename\"}", "s.jsonl:1: not a command: missing field `name`");
        check("{\"command\":\"renam\"}", "s.jsonl:1: not a command: unknown variant `renam`");
        let unknown = "{\"command\":\"rename\",\"name\":\"x\",\"nam\":\"y\"}";
        check(unknown, "s.jsonl:1: not a command: unknown field `nam`");
    }

    #[test]
    fn what_depends_on_what_comes_before_stands_alone() {
        let rename = "{\"command\":\"rename\",\"name\":\"x\"}\n";
        let folder = "{\"command\":\"add_folder\",\"path\":\"a\"}\n";
        let script = parse(&[rename, rename, folder, folder, rename].concat()).unwrap();
        let sizes: Vec<usize> = script.stretches().map(|s| s.lines.len()).collect();
        assert_eq!(sizes, [2, 1, 1, 1]);
    }
}
