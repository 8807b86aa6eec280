//! The claims of an incident side by side: for each group of victims its derived band, and a lane
//! for each claim with the reason where it does not count.

use std::collections::HashSet;
use std::sync::Arc;

use super::record::{FigureText, short_figure, source_name, who};
use crate::analysis::{GroupFigure, LeftOut};
use crate::model::{
    Claim, ClaimId, Figure, HighlightId, IncidentId, Outcome, Project, Vocabulary as _,
};
use crate::session::Session;

/// How a claim's mark is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// It counts: filled.
    Counts,
    /// It can raise the high bound and nothing else: a ring with a point.
    HighOnly,
    /// It does not count: hollow.
    LeftOut,
}

/// A claim.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// Which claim.
    pub claim: ClaimId,
    /// Its first words.
    pub highlight: Option<HighlightId>,
    /// Who says it.
    pub source: String,
    /// Where and when it was said.
    pub said: String,
    /// The number.
    pub figure: Figure,
    /// The number in its shortest form.
    pub short: String,
    /// The number as worded.
    pub verbatim: String,
    /// How it is drawn.
    pub mark: Mark,
    /// How it stands, in words.
    pub standing: String,
}

/// A group of victims.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// What happened to them.
    pub outcome: Outcome,
    /// Who they were.
    pub who: String,
    /// The figure in force; none where no claim of the group can count.
    pub figure: Option<FigureText>,
    /// What stands beneath the head: the rule, or the override with its reason.
    pub basis: String,
    /// Low, best and high of the figure in force.
    pub band: Figure,
    /// The greatest number that is named: the 73 of "73+".
    pub at_least: Option<u64>,
    /// Whether the band is open above.
    pub open: bool,
    /// The greatest number to be drawn.
    pub greatest: u64,
    /// Whether anything in it is open above.
    pub arrows: bool,
    /// Its claims, in the order in which they were made.
    pub lanes: Vec<Lane>,
}

/// All groups of an incident.
pub fn groups(session: &Session, incident: &IncidentId) -> Vec<Group> {
    let (project, derived) = (session.project(), session.derived());
    let claims = derived.claims_of(incident);
    let mut placed: HashSet<&ClaimId> = HashSet::new();
    let mut groups = Vec::new();
    for figure in derived.figures(incident) {
        let own: Vec<&Arc<Claim>> =
            claims.iter().filter(|c| position(figure, &c.id).is_some()).collect();
        placed.extend(own.iter().map(|c| &c.id));
        groups.push(Group::of_figure(project, figure, &own));
    }
    // Claims of groups without a figure: suggestions, background, parts of what nobody counts.
    let mut rest: Vec<&Arc<Claim>> = claims.iter().filter(|c| !placed.contains(&c.id)).collect();
    while let Some(first) = rest.first().map(|c| Project::group_of(c)) {
        let (own, others): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|c| Project::group_of(c) == first);
        rest = others;
        let mut group = Group::without_figure(&first);
        for claim in own {
            let why = match derived.standing(claim) {
                crate::analysis::Standing::LeftOut(why) => Some(why),
                crate::analysis::Standing::Loose
                | crate::analysis::Standing::Counts
                | crate::analysis::Standing::HighOnly => None,
            };
            let standing = why.map_or_else(|| "does not count".to_owned(), |w| reason(project, &w));
            group.lanes.push(lane(project, claim, Mark::LeftOut, standing));
        }
        group.finish();
        groups.push(group);
    }
    groups
}

/// How a claim stands in a group; none where it is not in it.
fn position(figure: &GroupFigure, id: &ClaimId) -> Option<(Mark, Option<LeftOut>)> {
    if figure.high_only.binary_search(id).is_ok() {
        return Some((Mark::HighOnly, None));
    }
    if figure.claims.binary_search(id).is_ok() {
        return Some((Mark::Counts, None));
    }
    let at = figure.left_out.binary_search_by(|(claim, _)| claim.cmp(id)).ok()?;
    figure.left_out.get(at).map(|(_, why)| (Mark::LeftOut, Some(why.clone())))
}

impl Group {
    fn of_figure(project: &Project, figure: &GroupFigure, own: &[&Arc<Claim>]) -> Self {
        let rule = figure.rule.label().to_lowercase();
        let over = figure.overridden.as_ref().and_then(|by| {
            let reason = &project.overrides.get(&by.id)?.reason;
            let stale = if by.stale { " Its claims have changed since." } else { "" };
            Some(format!("Set by hand: {reason}. The rule gives {}.{stale}", figure.derived))
        });
        let basis = match over {
            Some(over) => over,
            None if figure.partisan_only => {
                "Only claimed by an enemy: best stays unknown".to_owned()
            }
            None => format!("Best by {rule}"),
        };
        let mut group = Self {
            outcome: figure.group.outcome.clone(),
            who: who(figure),
            figure: Some(FigureText::of_group(project, figure)),
            basis,
            band: figure.figure(),
            at_least: figure.at_least,
            open: figure.open_high && figure.at_least.is_some(),
            greatest: 0,
            arrows: false,
            lanes: Vec::with_capacity(own.len()),
        };
        for claim in own {
            let Some((mark, why)) = position(figure, &claim.id) else { continue };
            let standing = match (mark, why) {
                (Mark::LeftOut, Some(why)) => reason(project, &why),
                (Mark::HighOnly, _) if claim.outcome != figure.group.outcome => {
                    "may have been killed: raises the high bound only".to_owned()
                }
                (Mark::HighOnly, _) => {
                    "a belligerent about its enemy: raises the high bound only".to_owned()
                }
                (Mark::Counts | Mark::LeftOut, _) => "counts".to_owned(),
            };
            group.lanes.push(lane(project, claim, mark, standing));
        }
        group.finish();
        group
    }

    fn without_figure(group: &crate::model::Group) -> Self {
        Self {
            outcome: group.outcome.clone(),
            who: group.category.label().to_owned(),
            figure: None,
            basis: "No claim of this group counts".to_owned(),
            band: Figure::default(),
            at_least: None,
            open: false,
            greatest: 0,
            arrows: false,
            lanes: Vec::new(),
        }
    }

    /// Orders the lanes by day and works out the scale.
    fn finish(&mut self) {
        self.lanes.sort_by(|a, b| {
            let (a, b) = ((&a.said, &a.source, &a.claim), (&b.said, &b.source, &b.claim));
            a.cmp(&b)
        });
        let bounds = |f: &Figure| [f.low, f.best, f.high];
        let named = self.lanes.iter().flat_map(|l| bounds(&l.figure)).chain(bounds(&self.band));
        self.greatest = named.chain([self.at_least]).flatten().max().unwrap_or(0);
        let open = |f: &Figure| !f.is_empty() && f.high.is_none();
        self.arrows = self.open || self.lanes.iter().any(|l| open(&l.figure));
    }
}

fn lane(project: &Project, claim: &Claim, mark: Mark, standing: String) -> Lane {
    let highlight = claim.highlights.first();
    let article = highlight
        .and_then(|id| project.highlights.get(id))
        .and_then(|h| project.articles.get(&h.article));
    let outlet = article.map(|a| a.publisher.clone()).unwrap_or_default();
    let day = claim.claimed_at.or_else(|| article.and_then(|a| a.published_on()));
    let day = day.map_or_else(|| "no date".to_owned(), |day| day.to_string());
    let own = || if outlet.is_empty() { "Article's own voice" } else { &outlet }.to_owned();
    Lane {
        claim: claim.id.clone(),
        highlight: highlight.cloned(),
        source: source_name(project, claim).map_or_else(own, str::to_owned),
        said: if outlet.is_empty() { day } else { format!("{day} · {outlet}") },
        figure: claim.figure,
        short: short_figure(claim),
        verbatim: claim.verbatim.clone(),
        mark,
        standing,
    }
}

/// Why a claim does not count, with other claims named by who makes them.
fn reason(project: &Project, why: &LeftOut) -> String {
    let named = |id: &ClaimId| {
        project.claims.get(id).map_or_else(
            || id.to_string(),
            |claim| {
                let source = source_name(project, claim).unwrap_or("the article's own voice");
                format!("{source}: {}", short_figure(claim))
            },
        )
    };
    match why {
        LeftOut::Superseded(by) => format!("left out: superseded by {}", named(by)),
        LeftOut::Subset(of) => format!("left out: a part of {}", named(of)),
        LeftOut::SameOrigin(of) => format!("says the same again as {}", named(of)),
        LeftOut::NotAccepted
        | LeftOut::Scope(_)
        | LeftOut::Partial
        | LeftOut::Partisan
        | LeftOut::NoNumber
        | LeftOut::NonConflict => format!("left out: {}", why.label()),
    }
}
