//! An article as the library knows it: a file, its heading, and what is known of it.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use smol_str::SmolStr;

use super::path::{PART, file_at};
use super::scan::{FileStamp, Heading};
use super::walk::{Entry, Kind};
use crate::import::{Metadata, Unreadable};
use crate::model::{Article, ArticleId, DateBasis, FileReading, FolderId, Published};
use crate::search::index::Stamp;
use crate::text::TextHash;

/// What a list shows of an article.
#[derive(Clone, PartialEq, Debug)]
pub struct Card {
    /// The article's id, the same on every machine.
    pub id: ArticleId,
    /// The folder.
    pub folder: FolderId,
    /// Path within the folder, `/`-separated: see [`spell`](super::spell).
    pub path: Arc<str>,
    /// Headline, or the file's name where none is known.
    pub title: SmolStr,
    /// Outlet; empty where it is not known.
    pub publisher: SmolStr,
    /// BCP 47 language tag; empty where it is not known.
    pub language: SmolStr,
}

/// A file of a folder of articles, with its [`Card`]. There is one of it in memory, shared with
/// whoever lists it: what is here is here a hundred thousand times.
#[derive(Clone, PartialEq, Debug)]
pub struct LibraryArticle {
    card: Card,
    /// Whether its title is a headline.
    has_headline: bool,
    /// For one of several articles of a file, the path of that file and its name there.
    pub part: Option<Box<(Arc<str>, SmolStr)>>,
    /// Whether the path shows the file's name as it is: false for names that are not UTF-8.
    pub faithful: bool,
    /// Size of the file in bytes.
    pub size: u64,
    /// The reader for it; empty where there is none.
    pub reader: &'static str,
    /// What `metadata.csv` and the file itself say of it, the former first.
    pub metadata: Arc<Metadata>,
    /// SHA-256 of its text, once read.
    pub hash: Option<TextHash>,
    /// How many words it has, once read.
    pub words: Option<usize>,
    /// The encoding it was read in, once read.
    pub encoding: Option<&'static str>,
    /// Characters that could not be decoded.
    pub replaced: usize,
    /// What of the file is not in the text, in words.
    pub left_out: Option<Arc<str>>,
    /// The news agency that its dateline names.
    pub wire: SmolStr,
    /// How far it is known.
    pub state: State,
    /// How its file is read, where an analyst has said so.
    pub reading: Option<Arc<FileReading>>,
    pub(super) stamp: FileStamp,
    /// What `metadata.csv` says of it.
    listed: Option<Arc<Metadata>>,
    /// What the file says of itself, and its headline.
    own: Option<(Arc<Metadata>, Option<SmolStr>)>,
    /// The day that its dateline, its first lines, its address or its path names.
    dated: Option<Box<Published>>,
}

impl Deref for LibraryArticle {
    type Target = Card;

    fn deref(&self) -> &Card {
        &self.card
    }
}

/// What says nothing, held once.
static NOTHING: LazyLock<Arc<Metadata>> = LazyLock::new(Arc::default);

fn shared(metadata: Arc<Metadata>) -> Arc<Metadata> {
    if metadata.is_empty() { Arc::clone(&NOTHING) } else { metadata }
}

/// How far an article is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
    /// The file is there; it has not been read yet.
    Listed,
    /// It has been read.
    Read,
    /// It cannot be read, for this reason.
    Unreadable(String),
    /// It was there and is no longer.
    Missing,
    /// Its text is not the one that was read at first.
    Changed,
}

impl LibraryArticle {
    pub(super) fn new(folder: &FolderId, id: ArticleId, entry: Entry) -> Self {
        let mut article = Self {
            card: Card {
                id,
                folder: folder.clone(),
                path: Arc::clone(&entry.path),
                title: SmolStr::default(),
                publisher: SmolStr::default(),
                language: SmolStr::default(),
            },
            has_headline: false,
            part: None,
            faithful: entry.faithful,
            size: 0,
            reader: "",
            metadata: Arc::clone(&NOTHING),
            hash: None,
            words: None,
            encoding: None,
            replaced: 0,
            left_out: None,
            wire: SmolStr::default(),
            state: State::Listed,
            reading: None,
            stamp: (0, None),
            listed: None,
            own: None,
            dated: None,
        };
        article.found(entry);
        article
    }

    /// Takes in that a scan has found it, perhaps again.
    pub(super) fn found(&mut self, entry: Entry) {
        self.size = entry.size;
        self.stamp = (entry.size, entry.modified);
        match entry.kind {
            Kind::Unreadable(reason) => {
                self.reader = "";
                self.state = State::Unreadable(reason);
            }
            Kind::Readable(reader) => {
                self.reader = reader;
                if matches!(self.state, State::Missing | State::Unreadable(_)) {
                    self.state = if self.hash.is_some() { State::Read } else { State::Listed };
                }
            }
        }
        self.listed = entry.metadata;
        self.merge();
    }

    /// Whether it is known just as a scan has found it.
    pub(super) fn is_as(&self, entry: &Entry) -> bool {
        self.is_readable()
            && self.stamp == (entry.size, entry.modified)
            && matches!(entry.kind, Kind::Readable(reader) if reader == self.reader)
            && self.listed == entry.metadata
    }

    /// One of several articles of a file.
    pub(super) fn of_part(folder: &FolderId, id: ArticleId, file: &Entry, name: &SmolStr) -> Self {
        let mut article = Self::new(folder, id, file.clone());
        article.card.path = part_path(&file.path, name);
        article.part = Some(Box::new((Arc::clone(&file.path), name.clone())));
        article.merge();
        article
    }

    /// The file is another article than was thought.
    pub(super) fn rename(&mut self, id: ArticleId) {
        self.card.id = id;
    }

    /// The file is to be read again, though it has not changed. Its text is another one then, and
    /// no sign of a change on disk.
    pub(super) fn forget_stamp(&mut self) {
        self.stamp = (u64::MAX, None);
        self.hash = None;
    }

    /// The file as the walk found it.
    pub(super) fn entry(&self) -> Entry {
        Entry {
            path: Arc::clone(&self.path),
            faithful: self.faithful,
            size: self.stamp.0,
            modified: self.stamp.1,
            kind: Kind::Readable(self.reader),
            metadata: self.listed.clone(),
        }
    }

    /// Takes in what reading it gave.
    pub(super) fn read(&mut self, heading: Result<Heading, Unreadable>) {
        match heading {
            Ok(heading) => {
                let hash = TextHash::read(&heading.hash);
                let changed =
                    self.state == State::Changed || (self.hash.is_some() && self.hash != hash);
                self.state = if changed { State::Changed } else { State::Read };
                self.hash = hash;
                self.words = Some(heading.words);
                self.encoding = Some(heading.encoding);
                self.replaced = heading.replaced;
                self.left_out = heading.left_out;
                self.reader = heading.reader;
                self.dated = heading.dated.map(Box::new);
                self.wire = heading.wire.into();
                self.own = Some((shared(heading.metadata), heading.title));
                self.merge();
            }
            Err(Unreadable::Missing) => self.state = State::Missing,
            Err(reason) => self.state = State::Unreadable(reason.to_string()),
        }
    }

    fn merge(&mut self) {
        self.metadata = match (&self.listed, &self.own) {
            // Of many articles in one file each knows itself best.
            (Some(listed), Some((own, _))) if self.part.is_some() => {
                Arc::new(Metadata::clone(own).or(Metadata::clone(listed)))
            }
            (Some(listed), Some((own, _))) if !own.is_empty() => {
                Arc::new(Metadata::clone(listed).or(Metadata::clone(own)))
            }
            (Some(listed), _) => Arc::clone(listed),
            (None, Some((own, _))) => Arc::clone(own),
            (None, None) => Arc::clone(&NOTHING),
        };
        let own = self.own.as_ref().and_then(|(_, title)| title.as_ref());
        let known = self.metadata.title.as_deref().or(own.map(SmolStr::as_str));
        let known = known.filter(|title| !title.is_empty());
        self.has_headline = known.is_some();
        let publisher = self.metadata.publisher.as_deref().unwrap_or_default();
        let language = self.metadata.language.as_deref().unwrap_or_default();
        // What is there already is not held twice.
        let title = match own.filter(|own| known == Some(own.as_str())) {
            Some(own) => own.clone(),
            None => known.unwrap_or_else(|| self.file_name()).into(),
        };
        let (publisher, language) = (publisher.into(), language.into());
        self.card.title = title;
        self.card.publisher = publisher;
        self.card.language = language;
    }

    /// Its publication date: as `metadata.csv` or a sidecar has it, else as the file declares it,
    /// else as the dateline, the first lines, the address or the path name it.
    pub fn published(&self) -> Option<Published> {
        let by = |basis| move |date| Published { date, basis, ..Published::default() };
        let day = |metadata: &Arc<Metadata>| metadata.published;
        let listed = || self.listed.as_ref().and_then(day).map(by(DateBasis::Metadata));
        let own = || self.own.as_ref().and_then(|(m, _)| day(m)).map(by(DateBasis::Declared));
        let first = if self.part.is_some() { own().or_else(listed) } else { listed().or_else(own) };
        first.or_else(|| self.dated.as_deref().cloned())
    }

    /// The day of publication.
    pub fn published_on(&self) -> Option<Date> {
        let listed = || self.listed.as_ref().and_then(|metadata| metadata.published);
        let own = || self.own.as_ref().and_then(|(metadata, _)| metadata.published);
        let first = if self.part.is_some() { own().or_else(listed) } else { listed().or_else(own) };
        first.or_else(|| self.dated.as_ref().map(|published| published.date))
    }

    /// Where a field of its metadata comes from: `get` picks the field.
    pub fn basis(&self, get: &dyn Fn(&Metadata) -> bool) -> Option<DateBasis> {
        let listed = self.listed.as_ref().is_some_and(|m| get(m)).then_some(DateBasis::Metadata);
        let own = self.own.as_ref().is_some_and(|(m, _)| get(m)).then_some(DateBasis::Declared);
        if self.part.is_some() { own.or(listed) } else { listed.or(own) }
    }

    /// Its headline; empty where none is known.
    pub fn headline(&self) -> &str {
        if self.has_headline { &self.title } else { "" }
    }

    /// The file's name, without its folders.
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether there is a text to show, as far as is known.
    pub fn is_readable(&self) -> bool {
        matches!(self.state, State::Listed | State::Read | State::Changed)
    }

    /// Size and time of its file as it was read, where that is a file of its own.
    pub fn stamp_read(&self) -> Option<FileStamp> {
        let is_read = self.part.is_none() && self.hash.is_some() && self.is_readable();
        is_read.then_some(self.stamp)
    }

    /// The path of its file within the folder: its own, or that of the file that holds it.
    pub fn file_path(&self) -> &Arc<str> {
        self.part.as_ref().map_or(&self.path, |part| &part.0)
    }

    /// Stands for what an index holds of it: another size, time or reader of its file, or another
    /// title in the folder's table, or another reading of it, gives another.
    pub fn index_stamp(&self) -> Stamp {
        let (size, modified) = self.stamp;
        let since = modified.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let nanos = since.map_or(0, |since| since.as_nanos());
        let title = self.listed.as_ref().and_then(|listed| listed.title.as_deref());
        let mut what =
            [&size.to_le_bytes()[..], &nanos.to_le_bytes(), self.reader.as_bytes()].concat();
        what.push(b'\n');
        what.extend(title.unwrap_or_default().as_bytes());
        let stamp = Stamp::of(&what);
        match &self.reading {
            Some(reading) => Stamp::of(format!("{} {reading:?}", stamp.0).as_bytes()),
            None => stamp,
        }
    }

    /// The file, given where its folder is.
    pub fn file(&self, root: &Path) -> PathBuf {
        file_at(root, self.file_path())
    }
}

/// The path of one of several articles of a file.
pub(super) fn part_path(file: &str, name: &str) -> Arc<str> {
    format!("{file}{PART}{name}").into()
}

/// The article as a project holds it, without its text. Its hash is empty until it was read.
pub fn to_model(article: &LibraryArticle) -> Article {
    let metadata = &article.metadata;
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    Article {
        id: article.id.clone(),
        folder: article.folder.clone(),
        path: article.path.to_string(),
        hash: article.hash.map(|hash| hash.spelled()).unwrap_or_default(),
        title: article.headline().to_owned(),
        publisher: text(&metadata.publisher),
        url: text(&metadata.url),
        author: text(&metadata.author),
        language: text(&metadata.language).into(),
        published: article.published(),
        note: text(&metadata.note),
        wire: article.wire.to_string(),
        tags: metadata.tags.clone(),
        ..Article::default()
    }
}
