//! Reading an index as it was at one moment.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query};
use tantivy::query::{RegexQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value as _};
use tantivy::store::StoreReader;
use tantivy::{
    DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyDocument, Term,
};

use super::{Fields, IndexError, Key, Stamp, of_tantivy};
use crate::search::query::Words;

/// Packed blocks of texts that are kept open while texts are read one after another.
const BLOCKS: usize = 4;
/// Most endings of a phrase's last word that are looked up.
const MOST_ENDINGS: usize = 10_000;
/// How much more a word in a headline weighs.
const TITLE_WEIGHT: f32 = 3.0;

/// Where a text is in an index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    part: u32,
    nth: u32,
}

/// What an index held at one moment.
pub struct View {
    searcher: Searcher,
    fields: Fields,
    dir: PathBuf,
    /// Number of texts, those taken out included, in the parts before each part.
    offsets: Vec<usize>,
    len: usize,
}

impl View {
    pub(super) fn new(searcher: Searcher, fields: Fields, dir: &Path) -> Self {
        let mut len = 0;
        let offsets = searcher.segment_readers().iter().map(|part| {
            let before = len;
            len += part.max_doc() as usize;
            before
        });
        let offsets = offsets.collect();
        Self { searcher, fields, dir: dir.to_owned(), offsets, len }
    }

    /// A bound for [`slot`](Self::slot).
    pub fn slots(&self) -> usize {
        self.len
    }

    /// The number of a place, below [`slots`](Self::slots).
    pub fn slot(&self, place: Place) -> usize {
        self.offsets.get(place.part as usize).copied().unwrap_or(0) + place.nth as usize
    }

    /// Every text that is held: its key, its stamp and its place.
    pub fn entries(&self) -> Result<HashMap<Key, (Stamp, Place)>, IndexError> {
        let mut entries = HashMap::with_capacity(self.len);
        for (part, reader) in (0u32..).zip(self.searcher.segment_readers()) {
            let column = |name| {
                let column = reader.fast_fields().u64(name);
                column.map_err(|error| of_tantivy("read", error, &self.dir))
            };
            let (keys, stamps) = (column("key")?, column("stamp")?);
            for nth in reader.doc_ids_alive() {
                if let (Some(key), Some(stamp)) = (keys.first(nth), stamps.first(nth)) {
                    entries.insert(Key(key), (Stamp(stamp), Place { part, nth }));
                }
            }
        }
        Ok(entries)
    }

    /// Every text in which the words stand, and how well each one answers them. None where that is
    /// told more quickly by a look at the texts: for a phrase with an end that may go on in very
    /// many ways.
    pub fn find(
        &self,
        words: &Words,
        titles: bool,
        texts: bool,
    ) -> Result<Option<Vec<(Place, f32)>>, IndexError> {
        let failed = |error| of_tantivy("search", error, &self.dir);
        let endings = self.endings(words).map_err(failed)?;
        if endings > MOST_ENDINGS {
            return Ok(None);
        }
        let in_field = |field| in_field(words, field, endings).map_err(failed);
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        if titles {
            let query = in_field(self.fields.title)?;
            parts.push((Occur::Should, Box::new(BoostQuery::new(query, TITLE_WEIGHT))));
        }
        if texts {
            parts.push((Occur::Should, in_field(self.fields.text)?));
        }
        self.searcher.search(&BooleanQuery::new(parts), &Everything).map(Some).map_err(failed)
    }

    /// The most ways in which a part of the index lets the last word of a phrase go on, counted no
    /// further than matters.
    fn endings(&self, words: &Words) -> tantivy::Result<usize> {
        let Some(last) = words.words.last().filter(|_| words.prefix && words.words.len() > 1)
        else {
            return Ok(0);
        };
        let mut most = 0;
        for part in self.searcher.segment_readers() {
            for field in [self.fields.title, self.fields.text] {
                let index = part.inverted_index(field)?;
                let mut words = index.terms().range().ge(last.as_bytes()).into_stream()?;
                let mut count = 0;
                while count <= MOST_ENDINGS
                    && words.advance()
                    && words.key().starts_with(last.as_bytes())
                {
                    count += 1;
                }
                most = most.max(count);
            }
        }
        Ok(most)
    }

    /// Reads texts one after another; whoever reads side by side takes a reader each.
    pub fn texts(&self) -> TextReader {
        TextReader {
            searcher: self.searcher.clone(),
            fields: self.fields,
            dir: self.dir.clone(),
            open: Vec::new(),
        }
    }
}

/// Reads the texts of a view.
pub struct TextReader {
    searcher: Searcher,
    fields: Fields,
    dir: PathBuf,
    /// By part: what its texts are read through, once one was asked for.
    open: Vec<Option<StoreReader>>,
}

impl TextReader {
    /// The text at a place: quickest in order of places.
    pub fn text(&mut self, place: Place) -> Result<String, IndexError> {
        let Self { searcher, fields, dir, open } = self;
        let disk = |error: std::io::Error| of_tantivy("read", error.into(), dir);
        let part = place.part as usize;
        if open.len() <= part {
            open.resize_with(part + 1, || None);
        }
        let missing = || IndexError::Damaged("a part of it is missing".to_owned());
        let store = match open.get_mut(part).ok_or_else(missing)? {
            Some(store) => store,
            empty => {
                let reader = searcher.segment_reader(place.part);
                empty.insert(reader.get_store_reader(BLOCKS).map_err(disk)?)
            }
        };
        let document: TantivyDocument =
            store.get(place.nth).map_err(|error| of_tantivy("read", error, dir))?;
        let text = document.get_first(fields.text).and_then(|value| value.as_str());
        text.map(str::to_owned).ok_or_else(|| IndexError::Damaged("a text is missing".to_owned()))
    }
}

fn in_field(words: &Words, field: Field, endings: usize) -> tantivy::Result<Box<dyn Query>> {
    let terms: Vec<Term> = words.words.iter().map(|w| Term::from_field_text(field, w)).collect();
    Ok(match (terms.as_slice(), words.prefix) {
        ([only], false) => Box::new(TermQuery::new(only.clone(), IndexRecordOption::WithFreqs)),
        ([_], true) => {
            // Words are letters and digits alone: nothing in them means anything in a pattern.
            let beginning = words.words.concat();
            Box::new(RegexQuery::from_pattern(&format!("{beginning}.*"), field)?)
        }
        (_, false) => Box::new(PhraseQuery::new(terms)),
        (_, true) => {
            let mut query = PhrasePrefixQuery::new(terms);
            query.set_max_expansions(endings.max(1) as u32);
            Box::new(query)
        }
    })
}

/// Collects every hit with its score.
struct Everything;

struct Part {
    part: u32,
    hits: Vec<(Place, f32)>,
}

impl Collector for Everything {
    type Fruit = Vec<(Place, f32)>;
    type Child = Part;

    fn for_segment(&self, part: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Part> {
        Ok(Part { part, hits: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, parts: Vec<Vec<(Place, f32)>>) -> tantivy::Result<Self::Fruit> {
        Ok(parts.concat())
    }
}

impl SegmentCollector for Part {
    type Fruit = Vec<(Place, f32)>;

    fn collect(&mut self, nth: DocId, score: Score) {
        self.hits.push((Place { part: self.part, nth }, score));
    }

    fn harvest(self) -> Self::Fruit {
        self.hits
    }
}

impl From<Place> for DocAddress {
    fn from(place: Place) -> Self {
        Self::new(place.part, place.nth)
    }
}
