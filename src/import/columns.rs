//! Which column of a table, or field of an object, holds what: guessed by its name, else by what
//! stands in it.

use super::Metadata;
use super::day_order::{DayOrder, day_order, settled};
use crate::model::ColumnMap;

/// From so many rows the columns are guessed.
pub(super) const SAMPLE: usize = 20;

/// The columns of a table, or the fields of objects, for an analyst to choose from.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Columns {
    /// Their names.
    pub names: Vec<String>,
    /// What stands in the first rows, column by column.
    pub rows: Vec<Vec<String>>,
    /// What is taken for what where nobody has said otherwise.
    pub guess: ColumnMap,
}

/// Names of columns by role, in lower case; the first that a table has is taken.
const NAMES: &[(&str, &[&str])] = &[
    (
        "text",
        &[
            "text",
            "body",
            "content",
            "article_body",
            "articlebody",
            "article_text",
            "full_text",
            "fulltext",
            "full text",
            "article text",
            "maintext",
            "main_text",
            "body_text",
            "story",
            "article",
            "raw_text",
            "plain_text",
            "texte",
            "contenu",
            "corps",
            "description",
            "summary",
            "notes",
            "texto",
            "texto completo",
            "volltext",
            "inhalt",
            "artikeltext",
        ],
    ),
    (
        "title",
        &[
            "title",
            "headline",
            "heading",
            "titre",
            "source_headline",
            "subject",
            "hed",
            "name",
            "titel",
            "título",
            "titulo",
            "titular",
            "überschrift",
            "schlagzeile",
            "article title",
            "article headline",
            "headline text",
        ],
    ),
    (
        "published",
        &[
            "published",
            "date",
            "pub_date",
            "pubdate",
            "published_at",
            "publishedat",
            "date_published",
            "datepublished",
            "date_publish",
            "publish_date",
            "publication_date",
            "publication date",
            "published_date",
            "published_on",
            "datetime",
            "timestamp",
            "created_at",
            "source_date",
            "event_date",
            "time",
            "jour",
            "fecha",
            "fecha de publicación",
            "date de publication",
            "datum",
            "veröffentlicht",
            "veröffentlicht am",
            "erscheinungsdatum",
            "publication day",
        ],
    ),
    (
        "publisher",
        &[
            "publisher",
            "source",
            "outlet",
            "newspaper",
            "publication",
            "media",
            "site",
            "site_name",
            "sitename",
            "domain",
            "source_name",
            "source_domain",
            "journal",
            "éditeur",
            "journal_name",
            "fuente",
            "news outlet",
            "news source",
            "outlet name",
            "name of outlet",
            "publication name",
            "medium",
            "medio",
            "quelle",
            "zeitung",
        ],
    ),
    (
        "url",
        &[
            "url",
            "link",
            "href",
            "source_url",
            "permalink",
            "web_url",
            "canonical_url",
            "uri",
            "lien",
            "source_article",
            "article_url",
            "article_link",
        ],
    ),
    (
        "author",
        &[
            "author",
            "authors",
            "author name",
            "byline",
            "creator",
            "writer",
            "auteur",
            "autor",
            "verfasser",
        ],
    ),
    ("language", &["language", "lang", "article language", "langue", "idioma", "sprache"]),
    (
        "id",
        &[
            "id",
            "uuid",
            "guid",
            "article_id",
            "articleid",
            "doc_id",
            "document_id",
            "docid",
            "key",
            "accession_number",
            "data_id",
            "_id",
        ],
    ),
];

/// The map of columns with these names. `rows` are some rows, from which the column of the text is
/// told where no name says it.
pub fn guess_columns(names: &[String], rows: &[Vec<String>]) -> ColumnMap {
    let mut map = ColumnMap::default();
    let mut taken = vec![false; names.len()];
    for (role, wanted) in NAMES {
        let found = wanted.iter().find_map(|wanted| {
            names.iter().zip(&taken).position(|(name, taken)| !taken && same(name, wanted))
        });
        if let (Some(at), Some(column)) = (found, map.role_mut(role)) {
            names.get(at).map(String::as_str).unwrap_or_default().clone_into(column);
            if let Some(taken) = taken.get_mut(at) {
                *taken = true;
            }
        }
    }
    // A summary beside a longer column is not the text.
    let longest = (0..names.len()).map(|at| (mean_length(rows, at), at)).max();
    let chosen = names.iter().position(|name| *name == map.text);
    if let Some((length, at)) = longest
        && length >= 40
        && chosen.is_none_or(|chosen| mean_length(rows, chosen) * 3 < length)
        && let Some(name) = names.get(at)
    {
        for (role, column) in map.clone().roles() {
            if role != "text"
                && column == name
                && let Some(column) = map.role_mut(role)
            {
                column.clear();
            }
        }
        map.text.clone_from(name);
    }
    map
}

/// The field of a `metadata.csv` that a column of this name holds, by any of its usual names: such
/// columns speak of an article beside the table, so that none is its text, nor the day of an event the
/// day of publication.
pub(super) fn field_of(name: &str) -> Option<&'static str> {
    const OTHERS: &[&str] = &["event_date", "time", "name", "subject", "created_at", "source_date"];
    if OTHERS.iter().any(|other| same(name, other)) {
        return None;
    }
    let found = NAMES.iter().find(|(_, wanted)| wanted.iter().any(|wanted| same(name, wanted)));
    found.map(|(role, _)| *role).filter(|role| *role != "text" && *role != "id")
}

fn same(name: &str, wanted: &str) -> bool {
    let plain = |c: char| if c == '-' || c == '_' || c == '.' { ' ' } else { c };
    let name = name.trim().trim_start_matches('\u{feff}').to_lowercase();
    name.chars().map(plain).eq(wanted.chars().map(plain))
}

fn mean_length(rows: &[Vec<String>], column: usize) -> usize {
    let lengths = rows.iter().filter_map(|row| row.get(column)).map(String::len);
    lengths.sum::<usize>() / rows.len().max(1)
}

/// What an analyst has set, and the guess where nothing was set.
pub fn chosen(set: &ColumnMap, guessed: ColumnMap) -> ColumnMap {
    if set.is_empty() {
        return guessed;
    }
    let mut map = set.clone();
    if map.text.is_empty() {
        map.text = guessed.text;
    }
    map
}

/// The names of fields in a row of names and values, once each.
pub fn field_names<'a>(rows: impl Iterator<Item = &'a [(String, String)]>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        for (name, _) in row {
            if names.len() < 200 && !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}

/// An article in a row: its text, what is known of it, and what names it.
pub(super) struct Row {
    pub(super) text: String,
    pub(super) metadata: Metadata,
    pub(super) id: String,
}

/// Reads a row of names and values by the map; `None` where it has no text.
pub(super) fn read_row(
    row: &[(String, String)],
    map: &ColumnMap,
    order: Option<DayOrder>,
) -> Option<Row> {
    let value = |name: &str| {
        let found = row.iter().find(|(n, v)| !name.is_empty() && n == name && !v.trim().is_empty());
        found.map(|(_, value)| value.trim())
    };
    let texts: Vec<&str> = map.text.split('+').filter_map(|name| value(name.trim())).collect();
    let text = texts.join("\n\n");
    if text.is_empty() {
        return None;
    }
    let mut metadata = Metadata::default();
    for (role, column) in map.roles() {
        if let (false, Some(value)) = (role == "text" || role == "id", value(column)) {
            let read = if role == "published" { settled(value, order) } else { value.into() };
            if metadata.set(role, &read).is_err() {
                // A date that nobody can read stays to be seen, as a tag.
                metadata.tag(column, value);
            }
        }
    }
    for (name, value) in row {
        let known = map.roles().iter().any(|(_, column)| column == name)
            || map.text.split('+').any(|column| column.trim() == name);
        if !known && !name.is_empty() && !value.trim().is_empty() {
            // What is known of an article is a word or a line, not a second text.
            let short: String = value.chars().take(500).collect();
            metadata.tag(name, &short);
        }
    }
    let id = value(&map.id).map(str::to_owned).or_else(|| value(&map.url).map(short_of_url));
    Some(Row { text, metadata, id: id.unwrap_or_default() })
}

/// The order of day and month in the days of publication of these rows.
pub(super) fn order_in<'a>(
    rows: impl Iterator<Item = &'a [(String, String)]>,
    map: &ColumnMap,
) -> Option<DayOrder> {
    let days = rows.flatten().filter(|(name, _)| !name.is_empty() && *name == map.published);
    day_order(days.map(|(_, value)| value.as_str()))
}

/// The last part of an address that says something, and a few letters that tell addresses apart.
fn short_of_url(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or(path);
    let last: String = last.chars().take(48).collect();
    let print: String = crate::text::content_hash(url).chars().take(6).collect();
    format!("{last}-{print}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_are_told_by_their_names() {
        let map = guess_columns(
            &names(&["ID", "Headline", "Pub-Date", "Body", "Source", "Link", "desk"]),
            &[],
        );
        let found: Vec<&str> = map.roles().iter().map(|(_, column)| *column).collect();
        assert_eq!(found, ["Body", "Headline", "Pub-Date", "Source", "Link", "", "", "ID"]);
    }

    #[test]
    fn the_longest_column_is_the_text_where_no_name_says_so() {
        let long = "Nine people were killed in the fire, the brigade said. ".repeat(4);
        let rows = vec![vec!["1".into(), "short".into(), long]];
        assert_eq!(guess_columns(&names(&["a", "b", "c"]), &rows).text, "c");
        assert_eq!(guess_columns(&names(&["a", "summary", "c"]), &rows).text, "c");
    }

    #[test]
    fn an_address_names_a_row_and_what_is_unknown_becomes_a_tag() {
        let row = [
            ("body", "A text."),
            ("url", "https://example.org/news/fire?x=1"),
            ("desk", "north"),
            ("date", "soon"),
        ];
        let row: Vec<_> = row.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let map = guess_columns(&field_names(std::iter::once(row.as_slice())), &[]);
        let read = read_row(&row, &map, None).unwrap();
        assert!(read.id.starts_with("fire-"), "{}", read.id);
        assert_eq!(read.metadata.tags.get("desk").map(String::as_str), Some("north"));
        assert_eq!(read.metadata.tags.get("date").map(String::as_str), Some("soon"));
        assert!(read_row(&row, &ColumnMap::default(), None).is_none());
    }
}
