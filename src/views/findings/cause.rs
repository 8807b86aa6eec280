//! Where a finding leads: what it is about, in words and as actions.

use crate::analysis::Subject;
use crate::model::{ClaimId, HighlightId, IncidentId};
use crate::session::Session;
use crate::ui::icon;
use crate::views::{Action, Focus};

/// The icon of what a finding is about.
pub fn subject_icon(subject: &Subject) -> char {
    match subject {
        Subject::Claim(_) => icon::QUOTES,
        Subject::Incident(_) => icon::MAP_PIN,
        Subject::Article(_) => icon::ARTICLE,
        Subject::Override(_) => icon::PENCIL_SIMPLE,
        Subject::Highlight(_) => icon::HIGHLIGHTER,
    }
}

/// The name of the incident or article that a finding is about; empty where there is none.
pub fn place(session: &Session, subject: &Subject) -> String {
    let project = session.project();
    let incident = |id: Option<&IncidentId>| {
        let incident = id.and_then(|id| project.incidents.get(id));
        incident.map(|i| i.title.clone()).unwrap_or_default()
    };
    let article = |highlight: Option<&HighlightId>| {
        let article = highlight.and_then(|id| project.highlights.get(id)).map(|h| &h.article);
        let article = article.and_then(|id| project.articles.get(id));
        article.map(|a| a.display_title().to_owned()).unwrap_or_default()
    };
    match subject {
        Subject::Claim(id) => {
            let claim = project.claims.get(id);
            let name = incident(claim.and_then(|c| c.incident.as_ref()));
            if name.is_empty() { article(claim.and_then(|c| c.highlights.first())) } else { name }
        }
        Subject::Incident(id) => incident(Some(id)),
        Subject::Override(id) => incident(project.overrides.get(id).map(|o| &o.incident)),
        Subject::Highlight(id) => article(Some(id)),
        Subject::Article(id) => {
            project.articles.get(id).map(|a| a.display_title().to_owned()).unwrap_or_default()
        }
    }
}

/// The actions that lead there.
pub fn lead(session: &Session, subject: &Subject) -> Vec<Action> {
    let project = session.project();
    match subject {
        Subject::Claim(id) => {
            let mut actions = vec![Action::Focus(Focus::Claim(id.clone()))];
            actions.extend(words_of(session, id).map(Action::Reveal));
            actions
        }
        Subject::Incident(id) => vec![Action::Focus(Focus::Incident(id.clone()))],
        Subject::Override(id) => {
            let incident = project.overrides.get(id).map(|o| o.incident.clone());
            incident.into_iter().map(|id| Action::Focus(Focus::Incident(id))).collect()
        }
        Subject::Article(id) => vec![Action::Open(id.clone())],
        Subject::Highlight(id) => {
            let claim = session.derived().claims_on(id).first();
            let focus = claim.map(|claim| Action::Focus(Focus::Claim(claim.id.clone())));
            focus.into_iter().chain([Action::Reveal(id.clone())]).collect()
        }
    }
}

fn words_of(session: &Session, claim: &ClaimId) -> Option<HighlightId> {
    session.project().claims.get(claim)?.highlights.first().cloned()
}
