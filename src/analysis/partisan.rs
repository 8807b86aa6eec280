//! Who is on which side, and whether a claim is a belligerent's about its enemy.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{ActorId, Claim, Incident, Project, Review, Side};

/// One of the two camps that fight each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Camp {
    A,
    B,
}

fn camp(side: &Side) -> Option<Camp> {
    match side {
        Side::A => Some(Camp::A),
        Side::B => Some(Camp::B),
        Side::Third | Side::Unknown | Side::Other(_) => None,
    }
}

/// The sides of one incident.
pub(super) struct Sides<'a> {
    project: &'a Project,
    incident: Option<&'a Incident>,
    claims: &'a [Arc<Claim>],
}

impl<'a> Sides<'a> {
    pub(super) fn new(
        project: &'a Project,
        incident: Option<&'a Incident>,
        claims: &'a [Arc<Claim>],
    ) -> Self {
        Self { project, incident, claims }
    }

    /// Whether the claim's source speaks for one camp and its victims belong to the other.
    pub(super) fn is_partisan(&self, claim: &Claim) -> bool {
        let source = claim.source.as_ref().and_then(|id| self.project.sources.get(id));
        let Some(speaker) = source.and_then(|s| s.actor.as_ref()) else { return false };
        let victims = camp(&claim.side).or_else(|| match claim.side {
            Side::Unknown | Side::Other(_) => self.camp_of(claim.victim.as_ref()?),
            Side::A | Side::B | Side::Third => None,
        });
        victims.is_some_and(|victims| self.camp_of(speaker).is_some_and(|c| c != victims))
    }

    /// The camp of an actor: by the incident's parties, else by the side that claims give to its
    /// own victims. None where it has none, or where both are given.
    fn camp_of(&self, actor: &ActorId) -> Option<Camp> {
        let parties = self.incident.map_or(&[][..], |i| &i.parties);
        let sided = |side: &Side| matches!(side, Side::A | Side::B | Side::Third);
        let by_party = || parties.iter().map(|p| (&p.actor, &p.side)).filter(|(_, s)| sided(s));
        if by_party().any(|(party, _)| self.kin(actor, party)) {
            return self.one_camp(actor, by_party());
        }
        let accepted = self.claims.iter().filter(|c| c.review == Review::Accepted);
        self.one_camp(actor, accepted.filter_map(|c| Some((c.victim.as_ref()?, &c.side))))
    }

    /// The camp of the nearest relative: itself or what it is part of comes before its parts.
    fn one_camp<'b>(
        &self,
        actor: &ActorId,
        given: impl Iterator<Item = (&'b ActorId, &'b Side)> + Clone,
    ) -> Option<Camp> {
        let only = |camps: BTreeSet<Camp>| camps.first().copied().filter(|_| camps.len() == 1);
        for ancestor in self.lineage(actor) {
            let mut own = given.clone().filter(|(a, _)| **a == ancestor).peekable();
            if own.peek().is_some() {
                return only(own.filter_map(|(_, side)| camp(side)).collect());
            }
        }
        only(
            given
                .filter(|(part, _)| self.lineage(part).contains(actor))
                .filter_map(|(_, side)| camp(side))
                .collect(),
        )
    }

    /// Whether one of the two is the other or a part of it.
    fn kin(&self, a: &ActorId, b: &ActorId) -> bool {
        a == b || self.lineage(a).contains(b) || self.lineage(b).contains(a)
    }

    /// An actor and all that it is part of, nearest first; a circle ends where it closes.
    fn lineage(&self, actor: &ActorId) -> Vec<ActorId> {
        let mut line = vec![actor.clone()];
        let mut at = actor;
        while let Some(parent) = self.project.actors.get(at).and_then(|a| a.parent.as_ref()) {
            if line.contains(parent) {
                break;
            }
            line.push(parent.clone());
            at = parent;
        }
        line
    }
}
