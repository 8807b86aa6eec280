//! What lies on the analyst's desk: the article being read, the words selected, what is in focus.
//! Shared by all panels, changed by the window alone.

use jiff::civil::Date;

use crate::model::{ArticleId, ClaimId, IncidentId};
use crate::text::TextRange;

/// A claim or an incident.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Focus {
    /// Neither.
    #[default]
    Nothing,
    /// A claim.
    Claim(ClaimId),
    /// An incident.
    Incident(IncidentId),
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
}

impl Desk {
    /// The claim in focus.
    pub fn claim(&self) -> Option<&ClaimId> {
        match &self.focus {
            Focus::Claim(id) => Some(id),
            Focus::Incident(_) | Focus::Nothing => None,
        }
    }

    /// The incident in focus.
    pub fn incident(&self) -> Option<&IncidentId> {
        match &self.focus {
            Focus::Incident(id) => Some(id),
            Focus::Claim(_) | Focus::Nothing => None,
        }
    }

    /// What is lit: what the pointer is over, else what is in focus.
    pub fn lit(&self) -> &Focus {
        self.hover.as_ref().unwrap_or(&self.focus)
    }
}
