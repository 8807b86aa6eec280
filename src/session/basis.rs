//! What is known of an article besides its text, and where each piece of that comes from.

use super::Session;
use crate::import::Metadata;
use crate::model::{Article, ArticleId, DateBasis};

/// A piece of what is known of an article.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Detail {
    /// Headline.
    Title,
    /// Outlet.
    Publisher,
    /// Day of publication.
    Published,
    /// Who wrote it.
    Author,
    /// Where it was published.
    Url,
    /// Language.
    Language,
    /// News agency that the text came from.
    Wire,
    /// Note.
    Note,
}

impl Detail {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Publisher,
        Self::Published,
        Self::Author,
        Self::Url,
        Self::Language,
        Self::Wire,
        Self::Note,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Publisher => "Publisher",
            Self::Published => "Published",
            Self::Author => "Author",
            Self::Url => "Address",
            Self::Language => "Language",
            Self::Wire => "News agency",
            Self::Note => "Note",
        }
    }

    /// What an article has of it; empty for nothing.
    pub fn of(self, article: &Article) -> String {
        match self {
            Self::Title => article.title.clone(),
            Self::Publisher => article.publisher.clone(),
            Self::Published => article.published_on().map_or_else(String::new, |d| d.to_string()),
            Self::Author => article.author.clone(),
            Self::Url => article.url.clone(),
            Self::Language => article.language.to_string(),
            Self::Wire => article.wire.clone(),
            Self::Note => article.note.clone(),
        }
    }

    fn is_in(self, metadata: &Metadata) -> bool {
        match self {
            Self::Title => metadata.title.is_some(),
            Self::Publisher => metadata.publisher.is_some(),
            Self::Published => metadata.published.is_some(),
            Self::Author => metadata.author.is_some(),
            Self::Url => metadata.url.is_some(),
            Self::Language => metadata.language.is_some(),
            Self::Wire => false,
            Self::Note => metadata.note.is_some(),
        }
    }
}

impl Session {
    /// Where a piece of what is known of an article comes from. None where nothing is known.
    pub fn basis(&self, article: &ArticleId, detail: Detail) -> Option<DateBasis> {
        let known = self.article(article)?;
        let now = detail.of(&known);
        if now.is_empty() {
            return None;
        }
        if detail == Detail::Published {
            return known.published.as_ref().map(|published| published.basis.clone());
        }
        let listed = self.library.article(article)?;
        if detail.of(&crate::corpus::to_model(listed)) != now {
            return Some(DateBasis::Analyst);
        }
        let told = listed.basis(&|metadata: &Metadata| detail.is_in(metadata));
        told.or(Some(match detail {
            Detail::Wire => DateBasis::Dateline,
            // The first line of the text, most often.
            Detail::Title
            | Detail::Publisher
            | Detail::Published
            | Detail::Author
            | Detail::Url
            | Detail::Language
            | Detail::Note => DateBasis::Inferred,
        }))
    }
}
