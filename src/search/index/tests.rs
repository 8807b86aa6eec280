//! The index beside a plain look at the texts, and what becomes of a damaged one.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::search::query::{Leaf, Query, Words};

fn words(query: &str) -> Words {
    match Query::read(query, false).leaves().as_slice() {
        [Leaf::Words(words)] => words.clone(),
        other => panic!("{query}: {other:?}"),
    }
}

fn filled(dir: &Path, texts: &[&str]) -> Index {
    let index = Index::open(dir).unwrap();
    let mut writer = index.writer().unwrap();
    for (nth, text) in texts.iter().enumerate() {
        let entry = Entry { key: Key(nth as u64), stamp: Stamp(1), title: "A title", text };
        writer.add(&entry, true).unwrap();
    }
    writer.commit().unwrap();
    writer.finish().unwrap();
    index
}

/// The keys under which words are found.
fn found(index: &Index, words: &Words) -> BTreeSet<u64> {
    let view = index.view().unwrap();
    let places: BTreeSet<Place> = view
        .find(words, false, true)
        .unwrap()
        .unwrap()
        .into_iter()
        .map(|(place, _)| place)
        .collect();
    let entries = view.entries().unwrap();
    entries.iter().filter(|(_, (_, place))| places.contains(place)).map(|(key, _)| key.0).collect()
}

#[test]
fn a_text_is_found_by_its_words_and_comes_back_whole() {
    let dir = tempfile::tempdir().unwrap();
    let texts =
        ["Nine soldiers died at Tillabéri.\n", "Neuf soldats sont morts.", "l’État, 北京市"];
    let index = filled(dir.path(), &texts);
    let check = |query: &str, wanted: &[u64]| {
        assert_eq!(found(&index, &words(query)), wanted.iter().copied().collect(), "{query}");
    };
    check("tillaberi", &[0]);
    check("sold*", &[0, 1]);
    check("\"nine soldiers\"", &[0]);
    check("\"soldiers nine\"", &[]);
    check("\"nine sol*\"", &[0]);
    check("l'etat", &[2]);
    check("北京", &[2]);
    check("title", &[]);
    let view = index.view().unwrap();
    let entries = view.entries().unwrap();
    for (nth, text) in texts.iter().enumerate() {
        let (stamp, place) = entries[&Key(nth as u64)];
        assert_eq!((stamp, view.texts().text(place).unwrap().as_str()), (Stamp(1), *text));
        assert!(view.slot(place) < view.slots());
    }
    assert_eq!(view.find(&words("title"), true, false).unwrap().unwrap().len(), 3);
}

#[test]
fn a_text_replaces_the_one_before_it_and_can_be_taken_out() {
    let dir = tempfile::tempdir().unwrap();
    let index = filled(dir.path(), &["first words", "other words"]);
    let mut writer = index.writer().unwrap();
    assert!(matches!(index.writer(), Err(IndexError::Busy)));
    let changed = Entry { key: Key(0), stamp: Stamp(2), title: "", text: "second thoughts" };
    writer.add(&changed, true).unwrap();
    writer.remove(Key(1));
    writer.commit().unwrap();
    writer.finish().unwrap();
    assert_eq!(found(&index, &words("words")), BTreeSet::new());
    assert_eq!(found(&index, &words("thoughts")), BTreeSet::from([0]));
    let entries = index.view().unwrap().entries().unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[&Key(0)].0, Stamp(2));
}

#[test]
fn a_damaged_index_is_begun_anew() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path(), &["some words"]));
    assert!(Index::look(dir.path()).is_some());
    let part = |ending: &str| {
        let mut files = std::fs::read_dir(dir.path()).unwrap().map(|f| f.unwrap().path());
        files.find(|f| f.extension().is_some_and(|e| e == ending)).unwrap()
    };
    let store = part("store");
    let mut bytes = std::fs::read(&store).unwrap();
    bytes[3] ^= 0xff;
    std::fs::write(&store, bytes).unwrap();
    assert!(Index::look(dir.path()).is_none());
    let index = Index::open(dir.path()).unwrap();
    assert_eq!(index.view().unwrap().entries().unwrap().len(), 0);
    drop(index);
    std::fs::write(dir.path().join("meta.json"), "{").unwrap();
    assert!(Index::look(dir.path()).is_none());
    assert!(Index::open(dir.path()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whoever searches without the index must find the same.
    #[test]
    fn the_index_finds_what_a_look_at_the_texts_finds(
        texts in proptest::collection::vec("([abAéœ北1]{1,3}[ ,.’\n-]{1,2}){0,8}", 1..6),
        queries in proptest::collection::vec("\"?[abé北1]{1,2}( [abe1]{1,2})?\"?\\*?", 1..8),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let index = filled(dir.path(), &texts);
        for query in queries {
            let query = Query::read(&query, false);
            for leaf in query.leaves() {
                let Leaf::Words(words) = leaf else { continue };
                let read = (0u64..).zip(&texts).filter(|(_, text)| leaf.is_in(text));
                let read: BTreeSet<u64> = read.map(|(nth, _)| nth).collect();
                prop_assert_eq!(found(&index, words), read, "{:?}", words);
            }
        }
    }
}
