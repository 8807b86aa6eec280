//! What the project, and the tables beside the files, say of articles and incidents: always looked at
//! as it is, never indexed.

use jiff::civil::Date;

use super::scene::Scene;
use crate::analysis::Derived;
use crate::model::{Claim, Incident};
use crate::search::Set;
use crate::search::query::{Filter, Has, Leaf, Scope};

/// Words that stand with an article.
pub(super) struct Words<'a> {
    pub(super) scope: Scope,
    pub(super) text: &'a str,
}

impl Scene {
    /// Calls `each` with every row that something is said of, and with what is said.
    pub(super) fn each_live(&self, mut each: impl FnMut(usize, Words<'_>)) {
        for article in self.project.articles.values() {
            let Some(row) = self.places.get(&article.id) else { continue };
            self.words_of(&self.derived, *row, &mut |words| each(*row, words));
        }
        for row in self.joined().noted.iter().map(|row| *row as usize) {
            if self.article(row).is_none() {
                self.words_of(&self.derived, row, &mut |words| each(row, words));
            }
        }
    }

    /// What is said of an article, in the order in which it is shown.
    pub(super) fn words_of<'a>(
        &'a self,
        derived: &'a Derived,
        row: usize,
        each: &mut dyn FnMut(Words<'a>),
    ) {
        let mut say = |scope, text: &'a str| {
            if !text.is_empty() {
                each(Words { scope, text });
            }
        };
        let Some(article) = self.article(row) else {
            if let Some(metadata) = self.file(row).map(|file| &*file.metadata) {
                say(Scope::Note, metadata.note.as_deref().unwrap_or_default());
                metadata.tags.values().for_each(|tag| say(Scope::Note, tag));
            }
            return;
        };
        say(Scope::Title, &article.title);
        say(Scope::Note, &article.note);
        article.tags.values().for_each(|tag| say(Scope::Note, tag));
        for highlight in derived.highlights_in(&article.id) {
            // The words themselves stand in the text: they are found there, unless they are lost.
            say(Scope::Claim, &highlight.exact);
            say(Scope::Note, &highlight.note);
        }
        for claim in derived.claims_in(&article.id) {
            say(Scope::Claim, &claim.verbatim);
            say(Scope::Note, &claim.note);
            let source = claim.source.as_ref().and_then(|id| self.project.sources.get(id));
            if let Some(source) = source {
                say(Scope::Claim, &source.name);
            }
        }
        for incident in derived.incidents_in(&article.id) {
            if let Some(incident) = self.project.incidents.get(&incident) {
                say(Scope::Incident, &incident.title);
                say(Scope::Incident, &incident.place_text);
                say(Scope::Note, &incident.note);
            }
        }
    }

    /// The rows that meet a condition.
    pub(super) fn filtered(&self, filter: &Filter) -> Set {
        let mut set = Set::none(self.rows.len());
        for nth in 0..self.rows.len() {
            if self.meets(nth, filter) {
                set.insert(nth);
            }
        }
        set
    }

    fn meets(&self, nth: usize, filter: &Filter) -> bool {
        let Some(row) = self.row(nth) else { return false };
        let article = self.article(nth);
        let metadata = self.file(nth).map(|file| &*file.metadata);
        let claims = || self.derived.claims_in(&row.id);
        match filter {
            Filter::Publisher(words, _) => words.matches(&row.publisher),
            Filter::Path(words, _) => words.matches(&row.path),
            Filter::Author(words, _) => match article {
                Some(article) => words.matches(&article.author),
                None => {
                    metadata.and_then(|m| m.author.as_deref()).is_some_and(|a| words.matches(a))
                }
            },
            Filter::Source(words, _) => claims().iter().any(|claim| {
                let source = claim.source.as_ref().and_then(|id| self.project.sources.get(id));
                source.is_some_and(|source| words.matches(&source.name))
            }),
            Filter::Language(wanted) => {
                Filter::is_language(wanted, self.language(nth).unwrap_or_default())
            }
            Filter::Status(wanted) => wanted.contains(&row.status),
            Filter::Outcome(wanted) => claims().iter().any(|c| wanted.contains(&c.outcome)),
            Filter::Published(from, to) => {
                row.published_on().is_some_and(|day| within(day, day, *from, *to))
            }
            Filter::Has(has) => match has {
                Has::Claims => row.claims > 0,
                Has::Incident => !self.derived.incidents_in(&row.id).is_empty(),
                Has::Note => match article {
                    Some(article) => !article.note.is_empty(),
                    None => metadata.is_some_and(|m| m.note.is_some()),
                },
                Has::Date => row.published_on().is_some(),
                Has::Publisher => !row.publisher.is_empty(),
                Has::Language => self.language(nth).is_some_and(|tag| !tag.is_empty()),
                Has::Highlights => !self.derived.highlights_in(&row.id).is_empty(),
                Has::Similar => self.likeness.group_of(&row.id).is_some(),
            },
        }
    }

    fn language(&self, nth: usize) -> Option<&str> {
        match self.article(nth) {
            Some(article) => Some(&article.language),
            None => self.file(nth)?.metadata.language.as_deref(),
        }
    }

    /// Whether a leaf is found in an incident. Words are looked for in its own fields and in its
    /// claims; conditions on articles meet no incident.
    pub(super) fn incident_has(&self, incident: &Incident, leaf: &Leaf) -> bool {
        let claims = self.derived.claims_of(&incident.id);
        let claim = |claim: &Claim| leaf.is_in(&claim.verbatim) || leaf.is_in(&claim.note);
        let title = || leaf.is_in(&incident.title) || leaf.is_in(&incident.place_text);
        match leaf {
            Leaf::Words(_) | Leaf::Pattern(_) => match leaf.scope().unwrap_or_default() {
                Scope::Anywhere => {
                    title() || leaf.is_in(&incident.note) || claims.iter().any(|c| claim(c))
                }
                Scope::Title | Scope::Incident => title(),
                Scope::Note => leaf.is_in(&incident.note),
                Scope::Claim => claims.iter().any(|c| claim(c)),
                Scope::Text => false,
            },
            Leaf::Filter(filter) => match filter {
                Filter::Published(from, to) => {
                    let when = incident.when.as_ref();
                    when.is_some_and(|when| within(when.start, when.end, *from, *to))
                }
                Filter::Outcome(wanted) => claims.iter().any(|c| wanted.contains(&c.outcome)),
                Filter::Status(wanted) => wanted.contains(&incident.status),
                Filter::Has(Has::Claims) => !claims.is_empty(),
                Filter::Has(Has::Note) => !incident.note.is_empty(),
                Filter::Has(Has::Date) => incident.when.is_some(),
                Filter::Source(words, _) => claims.iter().any(|c| {
                    let source = c.source.as_ref().and_then(|id| self.project.sources.get(id));
                    source.is_some_and(|source| words.matches(&source.name))
                }),
                Filter::Publisher(..)
                | Filter::Author(..)
                | Filter::Path(..)
                | Filter::Language(_)
                | Filter::Has(
                    Has::Incident | Has::Publisher | Has::Language | Has::Highlights | Has::Similar,
                ) => false,
            },
        }
    }
}

/// Whether any of these days lies between two bounds, both included; an open bound holds all.
fn within(first: Date, last: Date, from: Option<Date>, to: Option<Date>) -> bool {
    from.is_none_or(|from| last >= from) && to.is_none_or(|to| first <= to)
}
