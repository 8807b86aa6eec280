//! A project as text: one entity a block, sorted by id, one field a line, article texts at the end,
//! so that git shows what changed and merges what does not touch.
//!
//! *Invariants*: the same project gives the same text on every machine. No text written here holds
//! a raw carriage return or another control character, so that a checkout with other line endings
//! does not change what was quoted.

use std::sync::Arc;

use ron::Options;
use ron::extensions::Extensions;
use ron::ser::{PrettyConfig, Serializer};
use serde::Serialize;

use super::error::FormatError;
use super::read::LATEST_FORMAT;
use crate::model::{Article, Entity, Project, Table};

/// Line break and indentation within a section of the project.
const IN_SECTION: &str = "\n    ";
/// Line break and indentation within a row of a table.
const IN_ROW: &str = "\n        ";

/// The options by which a project is written and read.
pub(super) fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// The text of the project's file.
pub fn to_ron(project: &Project) -> Result<String, FormatError> {
    let mut file = Writer { out: String::new(), options: options() };
    file.out.push_str(
        "// A Casebook project. Rows are sorted by id; article texts stand at the end.\n",
    );
    file.out.push_str("#![enable(implicit_some)]\n");
    file.out.push_str("Casebook(\n    format: ");
    file.out.push_str(&LATEST_FORMAT.to_string());
    file.out.push_str(",\n    settings: ");
    file.value(&*project.settings, IN_SECTION, 2)?;
    file.out.push_str(",\n    codebook: ");
    file.value(&*project.codebook, IN_SECTION, 2)?;
    file.out.push_str(",\n");
    file.articles(&project.articles)?;
    file.table("highlights", &project.highlights, 1)?;
    file.table("sources", &project.sources, 1)?;
    file.table("actors", &project.actors, 1)?;
    file.table("places", &project.places, 1)?;
    file.table("claims", &project.claims, 1)?;
    file.table("incidents", &project.incidents, 2)?;
    file.table("evidence", &project.evidence, 1)?;
    file.table("overrides", &project.overrides, 1)?;
    file.table("decisions", &project.decisions, 1)?;
    // A project without links looks as it did before there were any.
    if !project.links.is_empty() {
        file.table("links", &project.links, 1)?;
    }
    for (name, section) in project.extra.iter() {
        file.out.push_str("    ");
        file.identifier(name);
        file.out.push_str(": ");
        file.out.push_str(section.get_ron());
        file.out.push_str(",\n");
    }
    file.texts(&project.articles)?;
    file.out.push_str(")\n");
    Ok(file.out)
}

struct Writer {
    out: String,
    options: Options,
}

impl Writer {
    /// Writes a value whose lines after the first begin with `new_line`; below `depth` levels
    /// everything stands on one line.
    fn value<T: Serialize>(
        &mut self,
        value: &T,
        new_line: &'static str,
        depth: usize,
    ) -> Result<(), FormatError> {
        let start = self.out.len();
        self.attempt(value, new_line, depth, false)?;
        if self.out.as_bytes().iter().skip(start).any(|byte| must_escape(*byte)) {
            self.out.truncate(start);
            self.attempt(value, new_line, depth, true)?;
        }
        Ok(())
    }

    fn attempt<T: Serialize>(
        &mut self,
        value: &T,
        new_line: &'static str,
        depth: usize,
        escape: bool,
    ) -> Result<(), FormatError> {
        let config = PrettyConfig::new()
            .new_line(new_line)
            .struct_names(true)
            .depth_limit(depth)
            .escape_strings(escape);
        let failed = |error: ron::Error| FormatError::Write(error.to_string());
        let mut serializer =
            Serializer::with_options(&mut self.out, Some(config), &self.options).map_err(failed)?;
        value.serialize(&mut serializer).map_err(failed)
    }

    /// Writes a table; an empty one is left out.
    fn table<T: Entity + Serialize>(
        &mut self,
        name: &str,
        table: &Table<T>,
        depth: usize,
    ) -> Result<(), FormatError> {
        self.rows(name, table.values().map(Arc::as_ref), depth)
    }

    /// Writes the articles without their texts.
    fn articles(&mut self, articles: &Table<Article>) -> Result<(), FormatError> {
        let bare =
            articles.values().map(|article| Article { text: None, ..Article::clone(article) });
        self.rows("articles", bare, 1)
    }

    fn rows<T: Serialize>(
        &mut self,
        name: &str,
        rows: impl ExactSizeIterator<Item = T>,
        depth: usize,
    ) -> Result<(), FormatError> {
        if rows.len() == 0 {
            return Ok(());
        }
        self.out.push_str("    ");
        self.out.push_str(name);
        self.out.push_str(": [\n");
        for row in rows {
            self.out.push_str("        ");
            self.value(&row, IN_ROW, depth)?;
            self.out.push_str(",\n");
        }
        self.out.push_str("    ],\n");
        Ok(())
    }

    /// Writes the article texts by id, their lines as they are.
    fn texts(&mut self, articles: &Table<Article>) -> Result<(), FormatError> {
        let mut first = true;
        for (id, article) in articles {
            let Some(text) = &article.text else { continue };
            if std::mem::take(&mut first) {
                self.out.push_str("    texts: {\n");
            }
            self.out.push_str("        ");
            self.value(id, IN_ROW, 0)?;
            self.out.push_str(": ");
            self.value(text, IN_ROW, 0)?;
            self.out.push_str(",\n");
        }
        if !first {
            self.out.push_str("    },\n");
        }
        Ok(())
    }

    /// Writes the name of a section that this version does not know.
    fn identifier(&mut self, name: &str) {
        let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && ![
                "true", "false", "Some", "None", "inf", "inff32", "inff64", "NaN", "NaNf32",
                "NaNf64",
            ]
            .contains(&name);
        if !plain {
            self.out.push_str("r#");
        }
        self.out.push_str(name);
    }
}

/// Whether a byte must not stand in the file as it is.
fn must_escape(byte: u8) -> bool {
    byte.is_ascii_control() && byte != b'\n' && byte != b'\t'
}
