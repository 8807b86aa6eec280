//! What the machine has read ahead: the suggestions of an article at once, those of the whole
//! library in the background, and what has become of each.
//!
//! # Invariants
//!
//! - A suggestion changes nothing: only the commands that [`Session::accept`] and its likes give,
//!   once somebody runs them.
//! - While nothing changes, nothing is computed.

mod accept;
mod background;
mod cache;
mod packed;
mod pairs;
mod place;
mod proposal;
mod spot;
mod tally;
mod when_where;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use imbl::ordmap::DiffItem;

use jiff::civil::Date;
use smol_str::SmolStr;

use super::Session;
use super::outline::Moment;
use crate::jobs::Job;
use crate::model::{Actor, ArticleId, Codebook, Decision, Outcome, Place, Project, Source, Table};
use crate::suggest::{ClaimSuggestion, Names, Reading, Suggestions, suggest};
use crate::text::{Anchoring, TextHash, TextRange};
use background::Background;
use packed::Packed;
use spot::{Spot, is_harm, is_off};

pub use pairs::ArticlePair;
pub use place::{Placement, Placing};
pub use proposal::Proposal;
pub use spot::Fate;
pub use tally::RuleTally;

/// Texts up to this many bytes are read in the frame that shows them: a few milliseconds.
const AT_ONCE: usize = 48 << 10;
/// How many articles' suggestions are kept: the Reader needs one, going back and forth a few.
const KEPT: usize = 4;
/// How many articles are taken in before the Library counts anew.
const STEP: usize = 2000;

/// An article with what was read ahead in it, and what has become of that.
#[derive(Debug)]
pub struct ReadAhead {
    /// The article.
    pub article: ArticleId,
    /// Its text.
    pub text: Arc<str>,
    /// The day of publication.
    pub published: Option<Date>,
    /// What was found.
    pub found: Arc<Suggestions>,
    /// What has become of each claim of `found`, in their order.
    pub fates: Vec<Fate>,
    /// What it is of.
    moment: Moment,
}

impl ReadAhead {
    /// The claim in this place of the list, while it waits for somebody to look at it.
    pub fn open(&self, nth: usize) -> Option<&ClaimSuggestion> {
        self.found.claims.get(nth).filter(|_| self.is_open(nth))
    }

    /// Whether a claim waits for somebody to look at it.
    pub fn is_open(&self, nth: usize) -> bool {
        self.fates.get(nth) == Some(&Fate::Open)
    }

    /// Whether a claim says that people came to harm and waits.
    pub fn waits(&self, nth: usize) -> bool {
        self.open(nth).is_some_and(is_harm)
    }

    /// The claims that say that people came to harm and wait, in the order of the text.
    pub fn waiting(&self) -> impl Iterator<Item = (usize, &ClaimSuggestion)> {
        let claims = self.found.claims.iter().enumerate();
        claims.filter(|(nth, claim)| self.is_open(*nth) && is_harm(claim))
    }

    /// The claim of these words and this outcome, while it waits: how a window that remembers one
    /// finds it again after everything was read anew.
    pub fn find(&self, number: TextRange, outcome: &Outcome) -> Option<usize> {
        let same = |c: &ClaimSuggestion| c.number == number && c.outcome == *outcome;
        let nth = self.found.claims.iter().position(same)?;
        self.is_open(nth).then_some(nth)
    }

    /// The proposed incident of a claim.
    pub fn group_of(&self, nth: usize) -> Option<usize> {
        self.found.claims.get(nth)?.incident.filter(|at| *at < self.found.incidents.len())
    }

    /// The claims of a proposed incident that wait, those of attackers' numbers and of background
    /// among them.
    pub fn open_of(&self, group: usize) -> Vec<usize> {
        (0..self.found.claims.len())
            .filter(|nth| self.is_open(*nth) && self.group_of(*nth) == Some(group))
            .collect()
    }
}

/// All that suggestions are made from beside the text.
#[derive(Clone, PartialEq)]
struct Ground {
    published: Option<Date>,
    title: String,
    language: SmolStr,
}

/// Suggestions that were made, and from what.
struct Made {
    article: ArticleId,
    text: Arc<str>,
    ground: Ground,
    known: KnownNames,
    found: Arc<Suggestions>,
    shown: Option<Arc<ReadAhead>>,
}

/// The registries and the codebook, to be told apart from later ones at no cost.
#[derive(Clone)]
struct KnownNames {
    actors: Table<Actor>,
    sources: Table<Source>,
    places: Table<Place>,
    codebook: Arc<Codebook>,
}

impl KnownNames {
    fn of(project: &Project) -> Self {
        Self {
            actors: project.actors.clone(),
            sources: project.sources.clone(),
            places: project.places.clone(),
            codebook: Arc::clone(&project.codebook),
        }
    }

    fn are_those_of(&self, project: &Project) -> bool {
        self.registries_are_those_of(project) && Arc::ptr_eq(&self.codebook, &project.codebook)
    }

    fn registries_are_those_of(&self, project: &Project) -> bool {
        self.actors.ptr_eq(&project.actors)
            && self.sources.ptr_eq(&project.sources)
            && self.places.ptr_eq(&project.places)
    }
}

/// A long text being read in a job.
struct Long {
    article: ArticleId,
    text: Arc<str>,
    ground: Ground,
    known: KnownNames,
    job: Job<Suggestions>,
}

/// What is known of articles, by the hash of the text that it was read in.
type Foreseen = Arc<HashMap<ArticleId, (TextHash, Packed)>>;

impl Ahead {
    /// The articles whose suggestions are to be counted anew since the last call; none where those
    /// of all are.
    pub(super) fn take_told(&mut self) -> Option<BTreeSet<ArticleId>> {
        let told = std::mem::take(&mut self.told);
        (!std::mem::take(&mut self.told_all)).then_some(told)
    }
}

/// What a session has read ahead.
#[derive(Default)]
pub(super) struct Ahead {
    made: RefCell<Vec<Made>>,
    long: RefCell<Option<Long>>,
    /// The names that were looked for last, and what they were taken from.
    names: RefCell<Option<(KnownNames, Arc<Names>)>>,
    /// Articles that may report one incident: being looked for, and found.
    hunt: Option<Job<Vec<ArticlePair>>>,
    pairs: Option<Vec<ArticlePair>>,
    /// What is known of every article of the library, by the hash of its text.
    foreseen: Foreseen,
    background: Option<Background>,
    /// The library and the codebook that were last looked at for articles to read.
    gathered: Option<(u64, Arc<Codebook>)>,
    /// Whether the background may read at all: `cli` commands do not need it.
    enabled: bool,
    /// Decisions by article, and the table that they were taken from.
    decided: HashMap<ArticleId, Vec<Arc<Decision>>>,
    decided_of: Option<Table<Decision>>,
    /// Articles taken in since the Library counted last.
    untold: Vec<ArticleId>,
    /// Articles that are to be counted anew.
    told: BTreeSet<ArticleId>,
    /// All articles are to be counted anew.
    told_all: bool,
    /// Grows when counts of the library have changed.
    pub(super) revision: u64,
}

impl Session {
    /// What was read ahead in an article. `None` while a long one is still being read, and where it
    /// cannot be read at all. Cheap to ask for each frame.
    pub fn read_ahead(&self, article: &ArticleId) -> Option<Arc<ReadAhead>> {
        let mut made = self.ahead.made.borrow_mut();
        if let Some(shown) =
            made.iter().find(|m| m.article == *article).and_then(|m| m.shown.as_ref())
            && shown.moment == self.shown_moment(article)
        {
            return Some(Arc::clone(shown));
        }
        let outline = self.outline(article).ok()?;
        let ground = Ground {
            published: outline.article.published_on(),
            title: outline.article.title.clone(),
            language: outline.article.language.clone(),
        };
        let kept = made.iter().position(|m| {
            m.article == *article
                && (Arc::ptr_eq(&m.text, &outline.text) || m.text == outline.text)
                && m.ground == ground
                && m.known.are_those_of(&self.project)
        });
        let mut entry = match kept {
            Some(at) => made.remove(at),
            None => {
                let found = self.suggestions_of(article, &outline.text, &ground)?;
                made.retain(|m| m.article != *article);
                Made {
                    article: article.clone(),
                    text: Arc::clone(&outline.text),
                    ground,
                    known: KnownNames::of(&self.project),
                    found: Arc::new(found),
                    shown: None,
                }
            }
        };
        let shown = Arc::new(self.judged(&entry));
        entry.shown = Some(Arc::clone(&shown));
        made.insert(0, entry);
        made.truncate(KEPT);
        Some(shown)
    }

    /// Whether an article is so long that its suggestions are still being made.
    pub fn is_reading_ahead(&self, article: &ArticleId) -> bool {
        self.ahead.long.borrow().as_ref().is_some_and(|long| long.article == *article)
    }

    /// The names that the project knows, ready to be looked for: one and the same until a registry
    /// changes.
    fn names(&self) -> Arc<Names> {
        let mut kept = self.ahead.names.borrow_mut();
        if let Some((known, names)) = &*kept
            && known.registries_are_those_of(&self.project)
        {
            return Arc::clone(names);
        }
        let names = Arc::new(Names::of(&self.project));
        *kept = Some((KnownNames::of(&self.project), Arc::clone(&names)));
        names
    }

    /// Suggestions made now where the text is short, else by a job that is started here.
    fn suggestions_of(
        &self,
        article: &ArticleId,
        text: &Arc<str>,
        ground: &Ground,
    ) -> Option<Suggestions> {
        if text.len() <= AT_ONCE {
            let names = self.names();
            return Some(suggest(&reading(text, ground, &self.project.codebook, &names)));
        }
        let mut long = self.ahead.long.borrow_mut();
        let wanted = |long: &Long| {
            long.article == *article
                && long.text == *text
                && long.ground == *ground
                && long.known.are_those_of(&self.project)
        };
        if let Some(running) = long.as_mut().filter(|long| wanted(long)) {
            let found = running.job.poll();
            if found.is_some() {
                *long = None;
            }
            return found;
        }
        let names = self.names();
        let (body, around) = (Arc::clone(text), ground.clone());
        let codebook = Arc::clone(&self.project.codebook);
        let waker = self.host.waker.clone();
        let job = Job::start("Reading ahead", waker, move |_| {
            suggest(&reading(&body, &around, &codebook, &names))
        });
        *long = Some(Long {
            article: article.clone(),
            text: Arc::clone(text),
            ground: ground.clone(),
            known: KnownNames::of(&self.project),
            job,
        });
        None
    }

    /// What has become of what was found.
    fn judged(&self, made: &Made) -> ReadAhead {
        let decided: Vec<Arc<Decision>> = self
            .decisions_of(&made.article)
            .iter()
            .filter_map(|decision| placed(decision, &made.text))
            .collect();
        let spots: Vec<Spot> = made.found.claims.iter().map(Spot::of).collect();
        let mut fates = spot::fates(&spots, &self.project, &self.derived, &made.article, &decided);
        for (fate, claim) in fates.iter_mut().zip(&made.found.claims) {
            if *fate == Fate::Open && is_off(claim, &self.project.codebook) {
                *fate = Fate::Off;
            }
        }
        ReadAhead {
            article: made.article.clone(),
            text: Arc::clone(&made.text),
            published: made.ground.published,
            found: Arc::clone(&made.found),
            fates,
            moment: self.shown_moment(&made.article),
        }
    }

    /// What was decided on suggestions of an article.
    pub fn decisions_of(&self, article: &ArticleId) -> &[Arc<Decision>] {
        self.ahead.decided.get(article).map_or(&[], Vec::as_slice)
    }

    /// How many suggestions of people who came to harm wait in an article; none while it has not
    /// been read ahead.
    pub fn unreviewed(&self, article: &ArticleId) -> Option<usize> {
        let (_, spots) = self.ahead.foreseen.get(article)?;
        let decided = self.decisions_of(article);
        if decided.is_empty() && self.derived.claims_in(article).is_empty() {
            return Some(spots.harmed());
        }
        let spots = spots.spots();
        let fates = spot::fates(&spots, &self.project, &self.derived, article, decided);
        let waiting = spots.iter().zip(fates).filter(|(s, f)| s.is_harm() && *f == Fate::Open);
        Some(waiting.count())
    }

    /// Tells the findings how many suggestions wait in these articles; in all where none are named.
    pub(super) fn note_unreviewed(&mut self, articles: Option<&BTreeSet<ArticleId>>) {
        let counted: Vec<(ArticleId, usize)> = match articles {
            Some(articles) => self.counted(articles.iter()),
            None => self.counted(self.project.articles.keys()),
        };
        self.findings.note_unreviewed(&self.project, counted.into_iter());
    }

    fn counted<'a>(
        &self,
        articles: impl Iterator<Item = &'a ArticleId>,
    ) -> Vec<(ArticleId, usize)> {
        articles.map(|id| (id.clone(), self.unreviewed(id).unwrap_or(0))).collect()
    }

    /// Lets the session read the whole library ahead in the background: for windows.
    pub fn read_library_ahead(&mut self) {
        self.ahead.enabled = self.host.reads_ahead;
    }

    /// Brings decisions up to date with the project, and gives the articles of those that have
    /// changed; none where all may be others.
    pub(super) fn refresh_decisions(&mut self) -> Option<BTreeSet<ArticleId>> {
        let table = &self.project.decisions;
        let before = self.ahead.decided_of.replace(table.clone());
        let Some(before) = before else {
            self.ahead.decided.clear();
            for decision in table.values() {
                let own = self.ahead.decided.entry(decision.article.clone()).or_default();
                own.push(Arc::clone(decision));
            }
            return None;
        };
        let mut touched = BTreeSet::new();
        if before.ptr_eq(table) {
            return Some(touched);
        }
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for change in before.diff(table) {
            match change {
                DiffItem::Add(_, new) => come.push(Arc::clone(new)),
                DiffItem::Update { old, new } => {
                    gone.push(Arc::clone(old.1));
                    come.push(Arc::clone(new.1));
                }
                DiffItem::Remove(_, old) => gone.push(Arc::clone(old)),
            }
        }
        for decision in gone {
            if let Some(own) = self.ahead.decided.get_mut(&decision.article) {
                own.retain(|d| d.id != decision.id);
            }
            touched.insert(decision.article.clone());
        }
        for decision in come {
            touched.insert(decision.article.clone());
            self.ahead.decided.entry(decision.article.clone()).or_default().push(decision);
        }
        Some(touched)
    }

    /// Takes in what the background has read.
    pub(super) fn poll_ahead(&mut self) -> bool {
        let mut changed = false;
        if let Some(long) = self.ahead.long.get_mut()
            && long.job.failed().is_some()
        {
            *self.ahead.long.get_mut() = None;
        }
        self.poll_pairs();
        if let Some(background) = &mut self.ahead.background {
            let ended = background.has_ended();
            let read = background.take();
            if !read.is_empty() {
                self.ahead.untold.extend(read.iter().map(|read| read.article.clone()));
                Arc::make_mut(&mut self.ahead.foreseen)
                    .extend(read.into_iter().map(|read| (read.article, (read.hash, read.spots))));
            }
            if ended {
                self.ahead.background = None;
            }
            if self.ahead.untold.len() >= STEP || ended && !self.ahead.untold.is_empty() {
                self.ahead.told.extend(std::mem::take(&mut self.ahead.untold));
                self.ahead.revision += 1;
                changed = true;
            }
        }
        changed
    }

    /// Starts to read what is not known yet, once the library has come to rest and its lines say
    /// what there is. True where it has.
    pub(super) fn gather(&mut self) -> bool {
        let now = self.library.revision();
        let codebook = &self.project.codebook;
        let same_codebook =
            |known: &Arc<Codebook>| Arc::ptr_eq(known, codebook) || same_rules(known, codebook);
        let gathered = self.ahead.gathered.as_ref();
        let same = gathered.is_some_and(|(at, known)| *at == now && same_codebook(known));
        if !self.ahead.enabled || same || self.library.is_busy() || self.rows_are_due() {
            return false;
        }
        if !gathered.is_some_and(|(_, known)| same_codebook(known)) {
            self.ahead.foreseen = Arc::default();
            self.ahead.told_all = true;
            self.ahead.revision += 1;
        }
        self.ahead.gathered = Some((now, Arc::clone(codebook)));
        // Growing later would hold a frame up.
        let foreseen = Arc::make_mut(&mut self.ahead.foreseen);
        foreseen.reserve(self.rows.list.len().saturating_sub(foreseen.len()));
        self.ahead.background = Some(Background::start(
            self.texts_scene(),
            Arc::clone(&self.ahead.foreseen),
            self.names(),
            self.host.dirs.cache.clone(),
            self.host.waker.clone(),
        ));
        true
    }

    /// The background's job, where one runs.
    pub(super) fn ahead_job(&self) -> Option<&Job<()>> {
        self.ahead.background.as_ref().and_then(Background::job)
    }

    /// Whether the background reads.
    pub fn is_reading_library_ahead(&self) -> bool {
        self.ahead_job().is_some()
    }

    /// Goes on with what was stopped, once the folders and their lines are up to date. False where
    /// all has been read.
    pub fn resume_reading_ahead(&mut self) -> bool {
        // As if the library had changed: what is known stays.
        if let Some((at, _)) = &mut self.ahead.gathered {
            *at = at.wrapping_add(1);
        }
        self.gather();
        self.is_reading_library_ahead() || self.library.is_busy() || self.rows_are_due()
    }

    /// Stops the background; what it has read stays.
    pub fn stop_reading_ahead(&mut self) {
        if let Some(job) = self.ahead_job() {
            job.cancel();
        }
    }

    /// Waits for the background to end: for tests.
    pub(super) fn settle_ahead(&mut self) {
        self.poll_ahead();
        self.gather();
        self.settle_pairs();
        if let Some(background) = &mut self.ahead.background {
            background.wait();
        }
        self.poll_ahead();
    }
}

/// Whether two codebooks make the same suggestions.
fn same_rules(a: &Codebook, b: &Codebook) -> bool {
    a.vague == b.vague && a.rules_off == b.rules_off && a.lexicon == b.lexicon
}

fn reading<'a>(
    text: &'a str,
    ground: &'a Ground,
    codebook: &'a Codebook,
    names: &'a Names,
) -> Reading<'a> {
    Reading {
        text,
        published: ground.published,
        title: &ground.title,
        language: &ground.language,
        codebook,
        names,
    }
}

/// The decision where its words stand in the text as it is now; none where they are gone.
fn placed(decision: &Arc<Decision>, text: &str) -> Option<Arc<Decision>> {
    match decision.anchor()?.anchor(text) {
        Anchoring::Held => Some(Arc::clone(decision)),
        Anchoring::Moved(anchor) => {
            let mut moved = Decision::clone(decision);
            moved.set_anchor(anchor);
            Some(Arc::new(moved))
        }
        Anchoring::Unanchored(_) => None,
    }
}
