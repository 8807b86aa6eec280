//! What lies on the analyst's desk: the article being read, the words selected, what is in focus.
//! Shared by all panels, changed by the window alone.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{ArticleId, ClaimId, IncidentId, Outcome, Project};
use crate::session::{Placement, Proposal, ReadAhead};
use crate::text::TextRange;

/// A suggested claim: known by its words and outcome, so that it is found again after everything
/// was read anew.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Suggested {
    /// The article.
    pub article: ArticleId,
    /// The words of its number.
    pub number: TextRange,
    /// What it says happened.
    pub outcome: Outcome,
}

/// Where the analyst wants the claims of a proposed incident to go, instead of where they are
/// likely to belong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chosen {
    /// The article.
    pub article: ArticleId,
    /// The proposed incident; none for a claim that belongs to none.
    pub group: Option<usize>,
    /// Where.
    pub placement: Placement,
}

/// A claim, an incident or a suggestion.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Focus {
    /// Neither.
    #[default]
    Nothing,
    /// A claim.
    Claim(ClaimId),
    /// An incident.
    Incident(IncidentId),
    /// A suggested claim.
    Suggestion(Suggested),
}

/// A bar of the chart that is opened to show what it is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drill {
    /// First day of the bar's period.
    pub period: Date,
    /// Key of its series; none for the whole stack.
    pub series: Option<String>,
}

/// The desk.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Desk {
    /// The article in the Reader.
    pub article: Option<ArticleId>,
    /// The words selected in it.
    pub selection: Option<TextRange>,
    /// The claim or incident that the forms show.
    pub focus: Focus,
    /// What the pointer is over, lit in all panels.
    pub hover: Option<Focus>,
    /// The bar that is opened.
    pub drill: Option<Drill>,
    /// Where suggested claims shall go.
    pub chosen: Option<Chosen>,
}

impl Desk {
    /// The claim in focus.
    pub fn claim(&self) -> Option<&ClaimId> {
        match &self.focus {
            Focus::Claim(id) => Some(id),
            Focus::Incident(_) | Focus::Suggestion(_) | Focus::Nothing => None,
        }
    }

    /// The incident in focus.
    pub fn incident(&self) -> Option<&IncidentId> {
        match &self.focus {
            Focus::Incident(id) => Some(id),
            Focus::Claim(_) | Focus::Suggestion(_) | Focus::Nothing => None,
        }
    }

    /// The suggestion in focus.
    pub fn suggested(&self) -> Option<&Suggested> {
        match &self.focus {
            Focus::Suggestion(suggested) => Some(suggested),
            Focus::Claim(_) | Focus::Incident(_) | Focus::Nothing => None,
        }
    }

    /// Where the claim of a proposal goes: where the analyst wants it, else where it is likely to
    /// belong.
    pub fn placement(
        &self,
        project: &Project,
        ahead: &ReadAhead,
        proposal: &Proposal,
    ) -> Placement {
        let group = ahead.group_of(proposal.claim);
        let chosen =
            self.chosen.as_ref().filter(|c| c.article == ahead.article && c.group == group);
        let offered = |c: &&Chosen| match &c.placement {
            // It may be gone by now.
            Placement::Incident(id) => project.incidents.get(id).is_some(),
            Placement::New(_) | Placement::Nowhere => true,
        };
        let likely = proposal.places.first().map(|p| p.placement.clone());
        chosen.filter(offered).map(|c| c.placement.clone()).or(likely).unwrap_or(Placement::Nowhere)
    }

    /// What is lit: what the pointer is over, else what is in focus.
    pub fn lit(&self) -> &Focus {
        self.hover.as_ref().unwrap_or(&self.focus)
    }
}
