//! A suggested claim as it would be made: its fields with the names that the project knows, who
//! speaks for whom, and where it may belong.

use super::ReadAhead;
use super::place::Placing;
use crate::edit::{ClaimFields, SubsetFields};
use crate::model::{
    ActorKind, Category, ClaimId, Project, Review, Scope, Side, SourceKind, Stance,
};
use crate::session::Session;
use crate::suggest::{ActorSuggestion, ClaimSuggestion, SourceSuggestion, Suggestions};

use super::spot::Fate;

/// A suggested claim as it would be made.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// Its place in the list of what was found.
    pub claim: usize,
    /// Its fields, names for actor and source.
    pub fields: ClaimFields,
    /// What kind of source says it.
    pub source_kind: SourceKind,
    /// The actor that the source speaks for; empty for none.
    pub speaks_for: String,
    /// Where it may belong, the likeliest first; never empty.
    pub places: Vec<Placing>,
}

impl Session {
    /// A claim of what was read ahead, as it would be made.
    pub fn proposal(&self, ahead: &ReadAhead, nth: usize) -> Option<Proposal> {
        let claim = ahead.found.claims.get(nth)?;
        let project = &self.project;
        let names = Names { project, ahead };
        let source = claim.source.as_ref();
        let (source_kind, speaks_for) = match source {
            Some(source) => names.source(source, claim),
            None => (SourceKind::Unknown, String::new()),
        };
        let victim = names.victim(claim);
        let fields = ClaimFields {
            outcome: Some(claim.outcome.clone()),
            side: Some(names.side(claim, victim.as_deref())),
            victim: Some(victim.unwrap_or_default()),
            category: Some(names.category(claim)),
            subset: subset(ahead, claim),
            figure: Some(claim.figure),
            verbatim: Some(claim.verbatim.clone()),
            modifier: Some(claim.modifier.clone()),
            scope: Some(claim.scope.clone()),
            source: Some(source.map_or_else(String::new, |s| s.name.clone())),
            claimed_at: claim.claimed_at.map(|day| day.to_string()),
            supersedes: Some(claim.supersedes.iter().filter_map(|n| taken(ahead, *n)).collect()),
            review: Some(Review::Accepted),
            note: None,
        };
        let places = self.placings(ahead, nth);
        Some(Proposal { claim: nth, fields, source_kind, speaks_for, places })
    }
}

/// The claim that was made of a suggestion.
pub(super) fn taken(ahead: &ReadAhead, nth: usize) -> Option<ClaimId> {
    match ahead.fates.get(nth)? {
        Fate::Taken(claim) => Some(claim.clone()),
        Fate::Open | Fate::Rejected | Fate::Off => None,
    }
}

fn subset(ahead: &ReadAhead, claim: &ClaimSuggestion) -> Option<SubsetFields> {
    let subset = claim.subset.as_ref()?;
    let of = taken(ahead, subset.of?)?;
    Some(SubsetFields { kind: Some(subset.kind.clone()), of: Some(of) })
}

/// The names that an article and the project give.
pub(super) struct Names<'a> {
    pub(super) project: &'a Project,
    pub(super) ahead: &'a ReadAhead,
}

impl Names<'_> {
    fn found(&self) -> &Suggestions {
        &self.ahead.found
    }

    /// What kind of source it is and for whom it speaks: as the project has it, else as the text
    /// gives it.
    pub(super) fn source(
        &self,
        source: &SourceSuggestion,
        claim: &ClaimSuggestion,
    ) -> (SourceKind, String) {
        let known = self.project.source_named(&source.name);
        let actor = known.and_then(|s| s.actor.as_ref()).and_then(|id| self.project.actors.get(id));
        let kind = known.map(|s| s.kind.clone()).filter(|kind| *kind != SourceKind::Unknown);
        let kind = kind.unwrap_or_else(|| source.kind.clone());
        if known.is_some() {
            return (kind, actor.map_or_else(String::new, |a| a.name.clone()));
        }
        let named = self.actors_in(source.range).next().map(|a| a.name.clone());
        let speaks_for = match kind {
            SourceKind::ArmedGroup => named.or_else(|| Some(source.name.clone())),
            SourceKind::StateCivil | SourceKind::StateMilitary => {
                let own = matches!(self.category(claim), Category::Military | Category::Police);
                named.or_else(|| own.then(|| self.victim(claim)).flatten()).or_else(|| self.state())
            }
            SourceKind::Un
            | SourceKind::Medical
            | SourceKind::Ngo
            | SourceKind::Witness
            | SourceKind::Media
            | SourceKind::Analyst
            | SourceKind::Unknown
            | SourceKind::Other(_) => None,
        };
        (kind, speaks_for.unwrap_or_default())
    }

    fn actors_in(&self, range: crate::text::TextRange) -> impl Iterator<Item = &ActorSuggestion> {
        self.found().actors.iter().filter(move |actor| actor.range.overlaps(&range))
    }

    /// The armed forces that the article names most often.
    fn state(&self) -> Option<String> {
        let forces = self.found().actors.iter().filter(|a| a.kind == ActorKind::StateForces);
        most_named(forces.map(|a| a.name.as_str()))
    }

    /// The actor that the victims belong to, where the words or the project say so.
    pub(super) fn victim(&self, claim: &ClaimSuggestion) -> Option<String> {
        let worded = self.project.actor_named(&claim.victim).map(|a| a.name.clone());
        if worded.is_some() && !claim.victim.trim().is_empty() {
            return worded;
        }
        if let Some(own) = self.own_of_speaker(claim) {
            return Some(own);
        }
        let said_by = claim.source.as_ref().map(|s| s.range);
        let beside = self
            .actors_in(claim.range)
            .filter(|a| said_by.is_none_or(|said_by| !said_by.overlaps(&a.range)))
            .find(|a| is_of(&a.kind, &self.category(claim)))
            .map(|a| a.name.clone());
        beside.or_else(|| match self.category(claim) {
            Category::Military => self.state(),
            Category::Militant => self.responsible(claim),
            Category::Civilian
            | Category::Police
            | Category::Peacekeeper
            | Category::Mixed
            | Category::Unknown
            | Category::Other(_) => None,
        })
    }

    /// "Hamas said that five of its members were killed": the speaker's own people.
    fn own_of_speaker(&self, claim: &ClaimSuggestion) -> Option<String> {
        let text = &self.ahead.text;
        let words = claim.range.slice(text)?.to_lowercase();
        let own = [" of its ", " of their ", " of our ", " de ses ", " de leurs "];
        if !own.iter().any(|its| words.contains(its)) {
            return None;
        }
        let source = claim.source.as_ref()?;
        let named = self.actors_in(source.range).next().map(|a| a.name.clone());
        named.or_else(|| (source.kind == SourceKind::ArmedGroup).then(|| source.name.clone()))
    }

    /// The group that is said to have done it: attackers among the dead are its own.
    fn responsible(&self, claim: &ClaimSuggestion) -> Option<String> {
        let said = self.found().responsibility.iter();
        let named = said.filter(|r| {
            r.incident == claim.incident
                && !r.actor.is_empty()
                && matches!(r.stance, Stance::Claimed | Stance::Attributed)
        });
        most_named(named.map(|r| r.actor.as_str()))
    }

    /// The kind of victims. Where the words leave them out ("which also wounded 17 more") they are
    /// those that the same story counted just before.
    pub(super) fn category(&self, claim: &ClaimSuggestion) -> Category {
        let left_out = LEFT_OUT.contains(&claim.victim.trim().to_lowercase().as_str());
        if claim.category != Category::Unknown || !left_out || claim.incident.is_none() {
            return claim.category.clone();
        }
        let mut before = self.found().claims.iter().filter(|c| {
            c.incident == claim.incident
                && c.range.start() < claim.range.start()
                && c.category != Category::Unknown
                && c.scope == Scope::Total
        });
        before.next_back().map_or(Category::Unknown, |c| c.category.clone())
    }

    /// The side on which the project has an actor.
    pub(super) fn side_of(&self, actor: &str) -> Option<Side> {
        usual_side(self.project, actor)
    }

    /// The side of an actor by what it is: the state's forces on side A, those who fight it on B.
    fn side_by_kind(&self, actor: &str) -> Option<Side> {
        let kind = self.found().actors.iter().find(|a| a.name == actor).map(|a| &a.kind)?;
        match kind {
            ActorKind::StateForces => Some(Side::A),
            ActorKind::RebelGroup => Some(Side::B),
            ActorKind::Civilians => Some(Side::Third),
            ActorKind::PoliticalMilitia
            | ActorKind::IdentityMilitia
            | ActorKind::Rioters
            | ActorKind::Protesters
            | ActorKind::External
            | ActorKind::Unknown
            | ActorKind::Other(_) => None,
        }
    }

    /// The side of the victims: as the text gives it, else where their actor stood before, else by
    /// the custom of the field: the state on side A, those who fight it on side B, civilians apart.
    pub(super) fn side(&self, claim: &ClaimSuggestion, victim: Option<&str>) -> Side {
        if claim.side != Side::Unknown {
            return claim.side.clone();
        }
        let usual = victim.and_then(|victim| usual_side(self.project, victim));
        let usual = usual.or_else(|| victim.and_then(|victim| self.side_by_kind(victim)));
        let of_several = matches!(claim.scope, Scope::Background | Scope::Several);
        usual.unwrap_or(match self.category(claim) {
            Category::Military | Category::Police if !of_several => Side::A,
            Category::Militant if !of_several => Side::B,
            Category::Civilian | Category::Peacekeeper if !of_several => Side::Third,
            Category::Military
            | Category::Police
            | Category::Militant
            | Category::Civilian
            | Category::Peacekeeper
            | Category::Mixed
            | Category::Unknown
            | Category::Other(_) => Side::Unknown,
        })
    }
}

/// Words that stand for victims who were named before.
const LEFT_OUT: &[&str] = &["", "others", "other", "more", "autres", "d’autres", "d'autres"];

/// Whether victims of this category can be this actor's own.
fn is_of(kind: &ActorKind, category: &Category) -> bool {
    match kind {
        ActorKind::StateForces | ActorKind::External => {
            matches!(category, Category::Military | Category::Police | Category::Peacekeeper)
        }
        ActorKind::RebelGroup | ActorKind::PoliticalMilitia | ActorKind::IdentityMilitia => {
            *category == Category::Militant
        }
        ActorKind::Civilians | ActorKind::Rioters | ActorKind::Protesters => {
            *category == Category::Civilian
        }
        ActorKind::Unknown | ActorKind::Other(_) => false,
    }
}

fn most_named<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    // Of those named equally often, the first.
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.iter().find(|(_, count)| *count == most).map(|(name, _)| (*name).to_owned())
}

/// The side that an actor stood on as a party, or as victims.
fn usual_side(project: &Project, actor: &str) -> Option<Side> {
    let id = &project.actor_named(actor)?.id;
    let party = project.incidents.values().flat_map(|i| &i.parties).find(|p| p.actor == *id);
    let side = party.map(|p| p.side.clone()).or_else(|| {
        let claims = project.claims.values();
        claims.filter(|c| c.victim.as_ref() == Some(id)).map(|c| c.side.clone()).next()
    });
    side.filter(|side| *side != Side::Unknown)
}
