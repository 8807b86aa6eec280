//! How a file of a folder is to be read, where an analyst has said so.

use smol_str::SmolStr;

use super::entity::record;

record! {
    /// What an analyst has set for the reading of one file. What is empty is found by itself.
    pub struct FileReading {
        /// Path of the file within its folder, `/`-separated.
        pub path: String,
        /// Name of the encoding, such as `windows-1252`.
        pub encoding: SmolStr,
        /// Which columns of a table hold what.
        pub columns: ColumnMap,
        /// The line that stands between two articles of one file; empty where the file is one
        /// article.
        pub separator: String,
    }
}

record! {
    /// Which columns of a table, or fields of an object, hold what of an article. An empty name
    /// means that none does.
    pub struct ColumnMap {
        /// The text. Several columns, one paragraph after the other, are joined by `+`.
        pub text: String,
        /// The headline.
        pub title: String,
        /// Day of publication.
        pub published: String,
        /// Outlet.
        pub publisher: String,
        /// Where it was published.
        pub url: String,
        /// Who wrote it.
        pub author: String,
        /// Language.
        pub language: String,
        /// What names the row for ever, wherever it stands in the table.
        pub id: String,
    }
}

impl ColumnMap {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What each role is called and the column that has it, the empty ones too.
    pub fn roles(&self) -> [(&'static str, &str); 8] {
        [
            ("text", &self.text),
            ("title", &self.title),
            ("published", &self.published),
            ("publisher", &self.publisher),
            ("url", &self.url),
            ("author", &self.author),
            ("language", &self.language),
            ("id", &self.id),
        ]
    }

    /// The column of this role, to be set; `None` for no such role.
    pub fn role_mut(&mut self, role: &str) -> Option<&mut String> {
        Some(match role {
            "text" => &mut self.text,
            "title" => &mut self.title,
            "published" => &mut self.published,
            "publisher" => &mut self.publisher,
            "url" => &mut self.url,
            "author" => &mut self.author,
            "language" => &mut self.language,
            "id" => &mut self.id,
            _ => return None,
        })
    }
}
