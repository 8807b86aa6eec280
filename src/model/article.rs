//! Articles: where a text stands, who published it and when.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use smol_str::SmolStr;

use super::entity::{entity, record};
use super::{ArticleId, CodingStatus, DateBasis, FolderId, Stamp};

entity! {
    /// One news report. The project holds the articles that an analyst has touched; all others
    /// are only files in their folder.
    pub struct Article(ArticleId) {
        /// The folder that it belongs to.
        pub folder: FolderId,
        /// Path within the folder, `/`-separated.
        pub path: String,
        /// SHA-256 of the normalised text, in hex: tells whether the file has changed.
        pub hash: SmolStr,
        /// Headline.
        pub title: String,
        /// Outlet that published it.
        pub publisher: String,
        /// Where it was published.
        pub url: String,
        /// Who wrote it.
        pub author: String,
        /// BCP 47 language tag, such as `en`.
        pub language: SmolStr,
        /// When it was published: the anchor of every relative date in it.
        pub published: Option<Published>,
        /// News agency that the text came from, where the outlet only reprints it.
        pub wire: String,
        /// The article that this one repeats.
        pub duplicate_of: Option<ArticleId>,
        /// Articles that were looked at and tell of something else: not to be proposed again as
        /// reports of one incident.
        pub not_same: Vec<ArticleId>,
        /// How far its coding has come.
        pub status: CodingStatus,
        /// The analyst's note.
        pub note: String,
        /// What else its metadata says, by the names that stand there.
        pub tags: BTreeMap<String, String>,
        /// Paragraphs of which an analyst has said what they are.
        pub blocks: Vec<BlockMark>,
        /// Who changed it last.
        pub changed: Stamp,
        /// The normalised text that its highlights were marked on: kept from the first annotation
        /// on, so that the project stands alone.
        pub text: Option<Arc<str>>,
    }
}

record! {
    /// What an analyst has said that a paragraph is. It is found again by its words.
    pub struct BlockMark {
        /// The paragraph's words.
        pub words: String,
        /// Where it began, to tell it from another with the same words.
        pub start: usize,
        /// What it is: see [`BlockKind`](crate::text::BlockKind).
        pub kind: SmolStr,
    }
}

record! {
    /// A publication date and how it is known.
    pub struct Published {
        /// The day, by the publisher's calendar.
        pub date: Date,
        /// Where the date comes from.
        pub basis: DateBasis,
    }
}

impl Article {
    /// The day of publication, where it is known.
    pub fn published_on(&self) -> Option<Date> {
        self.published.as_ref().map(|p| p.date)
    }

    /// Title for lists: the headline, or the file's name where there is none.
    pub fn display_title(&self) -> &str {
        if self.title.is_empty() {
            self.path.rsplit('/').next().unwrap_or(&self.path)
        } else {
            &self.title
        }
    }
}
