//! Articles that may report one incident, looked for over the whole library in a job, and what an
//! analyst makes of a pair: coded as one incident, or said to be two.
//!
//! *Invariants*: a pair is proposed, never joined by itself.

use std::sync::{Mutex, PoisonError};

use super::place::Placement;
use crate::edit::{ArticleFields, Command, SetArticle};
use crate::jobs::{Job, side_by_side};
use crate::model::{ArticleId, CodingStatus, IncidentId};
use crate::session::Session;
use crate::suggest::{Names, Reading, Signature, same_incident, suggest};

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
        let names = Names::of(&self.project);
        Job::start("Looking for one incident", self.host.waker.clone(), move |progress| {
            progress.set_total(told.len() as u64);
            let read: Mutex<Vec<(usize, Signature)>> = Mutex::default();
            let handfuls: Vec<&[usize]> = told.chunks(HANDFUL).collect();
            side_by_side("signatures", handfuls, |handful| {
                let mut texts = scene.texts();
                for nth in handful.iter().copied() {
                    if progress.is_cancelled() {
                        return;
                    }
                    let Some((row, text)) = scene.row(nth).zip(texts.text(nth)) else { continue };
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
            });
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
        let incidents = |id: &ArticleId| -> Vec<IncidentId> {
            self.derived.claims_in(id).iter().filter_map(|c| c.incident.clone()).collect()
        };
        let of_a = incidents(&pair.a);
        let joined = incidents(&pair.b).iter().any(|id| of_a.contains(id));
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

    /// Makes claims of what an article tells of an incident: into that incident, else into the one
    /// that it fits, else into a new one. `None` where nothing waits in it.
    pub fn code_as(&self, article: &ArticleId, incident: Option<&IncidentId>) -> Option<Command> {
        let ahead = self.read_ahead(article)?;
        let when = incident
            .and_then(|id| self.project.incidents.get(id))
            .and_then(|incident| incident.when.as_ref())
            .map(crate::model::When::span);
        let open = |group: &usize| !ahead.open_of(*group).is_empty();
        let groups = (0..ahead.found.incidents.len()).filter(open);
        // Of the days of the other report, else what the article begins with.
        let same_days = |group: &usize| {
            let own = ahead.found.incidents.get(*group).and_then(|told| told.when);
            own.zip(when).is_some_and(|(a, b)| a.overlaps_within(&b, 2))
        };
        let groups: Vec<usize> = groups.collect();
        let group = groups.iter().copied().find(same_days).or(groups.first().copied())?;
        let placement = match incident {
            Some(id) => Placement::Incident(id.clone()),
            None => self.placings_of(&ahead, group).into_iter().next()?.placement,
        };
        self.accept_incident(&ahead, group, &placement)
    }
}
