//! Articles that may report one incident, looked for over the whole library in a job, and what an
//! analyst makes of a pair: coded as one incident, or said to be two.
//!
//! *Invariants*: a pair is proposed, never joined by itself.

use std::sync::{Mutex, PoisonError};

use super::ReadAhead;
use super::place::Placement;
use crate::calendar::DateSpan;
use crate::edit::{ArticleFields, Command, SetArticle};
use crate::jobs::{Job, side_by_side_with};
use crate::model::{ArticleId, CodingStatus, IncidentId, When};
use crate::session::Session;
use crate::suggest::{Reading, Signature, same_incident, suggest};

/// Two articles that may report one incident.
#[derive(Clone, PartialEq, Debug)]
pub struct ArticlePair {
    /// The one.
    pub a: ArticleId,
    /// The other.
    pub b: ArticleId,
    /// From 0.5, barely proposed, to 1.
    pub score: f64,
    /// What speaks for it, in words.
    pub why: Vec<String>,
}

/// Articles that one thread reads before it takes the next.
const HANDFUL: usize = 16;
/// The most pairs that are listed, the likeliest.
const MOST: usize = 500;

impl Session {
    /// Looks for articles that may report one incident, among those that tell of casualties: in a job.
    pub fn look_for_pairs(&mut self) {
        self.ahead.pairs = None;
        self.ahead.hunt = Some(self.hunt());
    }

    /// The pairs that were found, the likeliest first; none while they are being looked for, or where
    /// that was stopped.
    pub fn pairs(&self) -> Option<&[ArticlePair]> {
        self.ahead.pairs.as_deref()
    }

    /// The job that looks for pairs, while it runs.
    pub fn pair_job(&self) -> Option<&Job<Vec<ArticlePair>>> {
        self.ahead.hunt.as_ref()
    }

    /// Stops looking for pairs.
    pub fn stop_looking_for_pairs(&mut self) {
        self.ahead.hunt = None;
    }

    /// Takes in the pairs that were found.
    pub(super) fn poll_pairs(&mut self) {
        let Some(job) = &mut self.ahead.hunt else { return };
        let found = job.poll();
        if let Some(failed) = job.failed() {
            log::warn!("looking for pairs: {failed}");
            self.ahead.hunt = None;
        } else if found.is_some() {
            self.ahead.pairs = found;
            self.ahead.hunt = None;
        }
    }

    /// Waits for the pairs: for tests.
    pub(super) fn settle_pairs(&mut self) {
        if let Some(job) = self.ahead.hunt.take() {
            self.ahead.pairs = job.wait();
        }
    }

    fn hunt(&self) -> Job<Vec<ArticlePair>> {
        let rows = self.rows().iter().enumerate();
        let told: Vec<usize> = rows
            .filter(|(_, row)| row.status != CodingStatus::Irrelevant)
            .filter(|(_, row)| row.claims > 0 || row.unreviewed != Some(0))
            .map(|(nth, _)| nth)
            .collect();
        let scene = self.texts_scene();
        let names = self.names();
        Job::start("Looking for one incident", self.host.waker.clone(), move |progress| {
            progress.set_total(told.len() as u64);
            let read: Mutex<Vec<(usize, Signature)>> = Mutex::default();
            let handfuls: Vec<&[usize]> = told.chunks(HANDFUL).collect();
            side_by_side_with(
                "signatures",
                handfuls,
                || scene.texts(),
                |texts, handful| {
                    for nth in handful.iter().copied() {
                        if progress.is_cancelled() {
                            return;
                        }
                        let Some((row, text)) = scene.row(nth).zip(texts.text(nth)) else {
                            continue;
                        };
                        let reading = Reading {
                            text: &text,
                            published: row.published_on(),
                            title: &row.title,
                            language: &row.language,
                            codebook: &scene.project.codebook,
                            names: &names,
                        };
                        let signature = Signature::of(&reading, &suggest(&reading));
                        read.lock().unwrap_or_else(PoisonError::into_inner).push((nth, signature));
                    }
                    progress.advance(handful.len() as u64);
                },
            );
            let mut read = read.into_inner().unwrap_or_else(PoisonError::into_inner);
            // Threads bring them in any order.
            read.sort_by_key(|(nth, _)| *nth);
            let (told, signatures): (Vec<usize>, Vec<Signature>) = read.into_iter().unzip();
            let id =
                |at: usize| told.get(at).and_then(|nth| scene.row(*nth)).map(|row| row.id.clone());
            let pairs = same_incident(&signatures).into_iter().take(MOST);
            pairs
                .filter_map(|p| {
                    Some(ArticlePair { a: id(p.a)?, b: id(p.b)?, score: p.score, why: p.why })
                })
                .collect()
        })
    }

    /// Whether nothing has been said of a pair yet: no incident has claims of both, and nobody has
    /// said that they tell of two.
    pub fn is_open_pair(&self, pair: &ArticlePair) -> bool {
        let apart = |a: &ArticleId, b: &ArticleId| {
            self.project.articles.get(a).is_some_and(|article| article.not_same.contains(b))
        };
        let of_a = self.incidents_of(&pair.a);
        let joined = self.incidents_of(&pair.b).iter().any(|id| of_a.contains(id));
        !joined && !apart(&pair.a, &pair.b) && !apart(&pair.b, &pair.a)
    }

    /// Says that two articles tell of two incidents: they are not proposed again.
    pub fn keep_apart(&self, pair: &ArticlePair) -> Command {
        let known = self.project.articles.get(&pair.a).map(|article| article.not_same.clone());
        let mut not_same = known.unwrap_or_default();
        not_same.push(pair.b.clone());
        let fields = ArticleFields { not_same: Some(not_same), ..ArticleFields::default() };
        Command::SetArticle(SetArticle { article: pair.a.as_str().to_owned(), fields })
    }

    /// Makes claims of what a pair tells of one incident, in one step: into an incident that one of
    /// them is coded in and the other tells of, else into one that both tell of and nobody has coded.
    /// `None` where nothing of the same days waits.
    pub fn code_pair(&self, pair: &ArticlePair) -> Option<Command> {
        let (a, b) = (self.read_ahead(&pair.a)?, self.read_ahead(&pair.b)?);
        let into = |of: &ArticleId, other: &ReadAhead| {
            self.incidents_of(of).iter().find_map(|id| self.code_into(other, id))
        };
        into(&pair.a, &b).or_else(|| into(&pair.b, &a)).or_else(|| self.code_afresh(&a, &b))
    }

    /// The incidents that an article has claims of.
    fn incidents_of(&self, article: &ArticleId) -> Vec<IncidentId> {
        let claims = self.derived.claims_in(article);
        let mut incidents: Vec<IncidentId> = Vec::new();
        for id in claims.iter().filter_map(|claim| claim.incident.as_ref()) {
            if !incidents.contains(id) {
                incidents.push(id.clone());
            }
        }
        incidents
    }

    fn days_of(&self, incident: &IncidentId) -> Option<DateSpan> {
        self.project.incidents.get(incident)?.when.as_ref().map(When::span)
    }

    /// Makes claims of an incident of these days of what waits in an article.
    fn code_into(&self, ahead: &ReadAhead, incident: &IncidentId) -> Option<Command> {
        let group = of_days(ahead, self.days_of(incident))?;
        self.accept_incident(ahead, group, &Placement::Incident(incident.clone()))
    }

    fn code_afresh(&self, a: &ReadAhead, b: &ReadAhead) -> Option<Command> {
        waiting(a).find_map(|group| {
            let placement = self.placings_of(a, group).into_iter().next()?.placement;
            let days = match &placement {
                Placement::Incident(id) => self.days_of(id),
                Placement::New(group) => a.found.incidents.get(*group).and_then(|told| told.when),
                Placement::Nowhere => None,
            };
            self.accept_both(((a, group), &placement), (b, of_days(b, days)?))
        })
    }
}

/// The proposed incidents of an article that have claims that wait.
fn waiting(ahead: &ReadAhead) -> impl Iterator<Item = usize> {
    (0..ahead.found.incidents.len()).filter(|group| !ahead.open_of(*group).is_empty())
}

/// What waits of an article of an incident of these days; of one without a day, what it begins with.
fn of_days(ahead: &ReadAhead, days: Option<DateSpan>) -> Option<usize> {
    let Some(days) = days else { return waiting(ahead).next() };
    waiting(ahead).find(|group| {
        let own = ahead.found.incidents.get(*group).and_then(|told| told.when);
        own.is_some_and(|own| own.overlaps_within(&days, 2))
    })
}
