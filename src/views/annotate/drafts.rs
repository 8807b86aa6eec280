//! What is typed into the forms of the panel and no edit yet: written down for the case that the
//! program ends, and put back into its forms.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::AnnotatePanel;
use super::claim_form::{ClaimForm, FormSubject};
use super::claim_panel::{ClaimEditor, SuggestedDraft, shorten};
use super::figures::OverrideEditor;
use super::incident_panel::IncidentEditor;
use crate::model::{ClaimId, Group, IncidentId, SourceKind};
use crate::persist::Draft;
use crate::session::Session;
use crate::text::{Anchoring, TextAnchor};
use crate::views::drafts::{Fields, PutBack, read, typed, with_typed, write};
use crate::views::{Focus, ViewCtx};

const NEW_CLAIM: &str = "new claim";
const CLAIM: &str = "claim";
const INCIDENT: &str = "incident";
const OVERRIDE: &str = "override";

/// A claim form that waits to be accepted.
#[derive(Serialize, Deserialize)]
struct NewClaim {
    form: ClaimForm,
    /// The form as it began.
    before: ClaimForm,
    /// Its words in the article.
    words: Option<TextAnchor>,
    /// It is the one that is open, and does not wait.
    open: bool,
    source_kind: SourceKind,
    speaks_for: String,
    suggested: Option<SuggestedDraft>,
    /// The incident as it is being typed.
    incident: Option<String>,
}

impl NewClaim {
    /// Whether it is what stands in the form, the incident's field apart.
    fn is_of(&self, editor: &ClaimEditor) -> bool {
        self.form == editor.form
            && self.before == editor.before
            && self.words == editor.words
            && self.source_kind == editor.source_kind
            && self.speaks_for == editor.speaks_for
            && self.suggested == editor.suggested
    }
}

/// A claim form that waits, as it was written down: it is looked at in every frame.
pub(super) struct Written {
    content: NewClaim,
    draft: Draft,
}

/// Fields of a claim that are being typed.
#[derive(Serialize, Deserialize)]
struct ClaimFields {
    claim: ClaimId,
    fields: Fields,
    /// Kind of the source and for whom it speaks, where those are not as the project has them.
    source: Option<(SourceKind, String)>,
    /// The incident as it is being typed.
    incident: Option<String>,
}

/// Fields of an incident that are being typed.
#[derive(Serialize, Deserialize)]
struct IncidentFields {
    incident: IncidentId,
    fields: Fields,
}

/// An override that is being typed.
#[derive(Serialize, Deserialize)]
struct Override {
    incident: IncidentId,
    group: Group,
    bounds: [String; 3],
    reason: String,
}

impl AnnotatePanel {
    /// What is typed into the forms and no edit yet. `all`: also claim forms in which nothing has
    /// been entered beyond what was read out of their words.
    pub fn drafts(&mut self, session: &Session, all: bool) -> Vec<Draft> {
        let project = session.project();
        let forms = self.waiting.iter_mut().map(|editor| (editor, false));
        let forms = forms.chain(self.held_claims.iter_mut().map(|editor| (editor, false)));
        let forms = forms.chain(self.claim.iter_mut().map(|editor| (editor, true)));
        let mut drafts: Vec<Draft> = forms
            .filter(|(editor, _)| !editor.is_draft() || all || editor.is_touched(project))
            .filter_map(|(editor, open)| editor.write_down(session, open))
            .collect();
        let incidents = self.held.iter().chain(&self.incident);
        drafts.extend(incidents.filter_map(IncidentEditor::to_draft));
        drafts.extend(self.figures.to_draft());
        drafts
    }

    /// Sends what is typed into the fields of a claim or an incident of the project, as if the
    /// keyboard had gone elsewhere.
    pub fn send(&mut self, ctx: &mut ViewCtx<'_>) {
        let project = ctx.session.project();
        if let Some(editor) = self.claim.as_mut().filter(|editor| !editor.is_draft()) {
            if let Some(incident) = editor.incident.typed() {
                editor.incident.put_back(incident, project, &mut editor.form);
            }
            if editor.is_touched(project) {
                editor.commit(ctx);
            }
        }
        if let Some(editor) = self.incident.as_mut().filter(|editor| editor.is_touched()) {
            editor.commit(ctx);
        }
    }

    /// Puts a draft back into its form.
    pub fn put_back(&mut self, session: &Session, draft: &Draft) -> PutBack {
        match draft.form.as_str() {
            NEW_CLAIM => self.put_back_new(session, draft),
            CLAIM => self.put_back_claim(session, draft),
            INCIDENT => self.put_back_incident(session, draft),
            OVERRIDE => {
                let Some(draft) = read::<Override>(OVERRIDE, draft) else {
                    return PutBack::NotMine;
                };
                let figures = session.derived().figures(&draft.incident);
                let Some(figure) = figures.iter().find(|f| f.group == draft.group) else {
                    return PutBack::Unneeded;
                };
                self.figures.begin(&draft.incident, figure);
                self.figures.put_back(draft.bounds, draft.reason);
                PutBack::Done(Focus::Incident(draft.incident))
            }
            _ => PutBack::NotMine,
        }
    }

    fn put_back_new(&mut self, session: &Session, draft: &Draft) -> PutBack {
        let Some(draft) = read::<NewClaim>(NEW_CLAIM, draft) else { return PutBack::NotMine };
        if has_become_claim(session, &draft.form) {
            return PutBack::Unneeded;
        }
        let open = draft.open && !self.has_draft();
        let editor = ClaimEditor::put_back(draft, session);
        if open {
            self.article = editor.draft_article().cloned();
            self.claim = Some(editor);
        } else {
            self.waiting.push(editor);
        }
        PutBack::Done(Focus::Nothing)
    }

    fn put_back_claim(&mut self, session: &Session, draft: &Draft) -> PutBack {
        let Some(draft) = read::<ClaimFields>(CLAIM, draft) else { return PutBack::NotMine };
        let project = session.project();
        let Some(claim) = project.claims.get(&draft.claim) else { return PutBack::Unneeded };
        let mut editor = ClaimEditor::new(ClaimForm::of_claim(claim, project), project);
        let Some(form) = with_typed(&editor.form, &draft.fields) else { return PutBack::NotMine };
        editor.form = form;
        if let Some((kind, speaks_for)) = draft.source {
            editor.source_kind = kind;
            editor.speaks_for = speaks_for;
        }
        if let Some(incident) = draft.incident {
            editor.incident.put_back(incident, project, &mut editor.form);
        }
        if !editor.is_touched(project) {
            return PutBack::Unneeded;
        }
        if self.has_draft() {
            self.held_claims.push(editor);
        } else {
            self.held_claims.extend(self.claim.replace(editor));
        }
        PutBack::Done(Focus::Claim(draft.claim))
    }

    fn put_back_incident(&mut self, session: &Session, draft: &Draft) -> PutBack {
        let Some(draft) = read::<IncidentFields>(INCIDENT, draft) else { return PutBack::NotMine };
        let Some(mut editor) = IncidentEditor::new(session, &draft.incident) else {
            return PutBack::Unneeded;
        };
        let Some(form) = with_typed(&editor.form, &draft.fields) else { return PutBack::NotMine };
        editor.form = form;
        if !editor.is_touched() {
            return PutBack::Unneeded;
        }
        self.held.extend(self.incident.replace(editor));
        PutBack::Done(Focus::Incident(draft.incident))
    }
}

/// Whether a form was accepted in the moment when the program ended: the project has its claim.
fn has_become_claim(session: &Session, form: &ClaimForm) -> bool {
    let FormSubject::Draft { article, range } = &form.subject else { return false };
    let project = session.project();
    session.derived().claims_in(article).iter().any(|claim| {
        let marks = claim.highlights.iter().filter_map(|id| project.highlights.get(id));
        let same_words =
            marks.into_iter().any(|h| (h.start, h.end) == (range.start(), range.end()));
        let made = ClaimForm::of_claim(claim, project);
        let said = |form: &ClaimForm| {
            let words = [&form.low, &form.best, &form.high, &form.victim, &form.source, &form.note];
            (form.outcome.clone(), words.map(|words| words.trim().to_owned()))
        };
        same_words && said(&made) == said(form)
    })
}

impl ClaimEditor {
    fn write_down(&mut self, session: &Session, open: bool) -> Option<Draft> {
        let project = session.project();
        let incident = self.incident.typed();
        let Some(claim) = self.claim() else {
            let same = |written: &&Written| {
                let content = &written.content;
                content.open == open && content.incident == incident && content.is_of(self)
            };
            if let Some(written) = self.written.as_ref().filter(same) {
                return Some(written.draft.clone());
            }
            let content = NewClaim {
                form: self.form.clone(),
                before: self.before.clone(),
                words: self.words.clone(),
                open,
                source_kind: self.source_kind.clone(),
                speaks_for: self.speaks_for.clone(),
                suggested: self.suggested.clone(),
                incident,
            };
            let draft = write(NEW_CLAIM, &content)?;
            self.written = Some(Written { content, draft: draft.clone() });
            return Some(draft);
        };
        let says = self.source_change(project).is_some();
        if self.form == self.before && !says && incident.is_none() {
            return None;
        }
        let fields = typed(&self.form, &self.before);
        let source = says.then(|| (self.source_kind.clone(), self.speaks_for.clone()));
        write(CLAIM, &ClaimFields { claim: claim.clone(), fields, source, incident })
    }

    fn put_back(draft: NewClaim, session: &Session) -> Self {
        let project = session.project();
        let mut editor = Self::new(draft.form, project);
        editor.before = draft.before;
        editor.source_kind = draft.source_kind;
        editor.speaks_for = draft.speaks_for;
        editor.suggested = draft.suggested;
        editor.words = draft.words;
        if let Some(incident) = draft.incident {
            editor.incident.put_back(incident, project, &mut editor.form);
        }
        editor.refresh(project);
        editor
    }

    /// Looks whether the words of a draft still stand where they stood, whenever the text of the
    /// article is another one than before.
    pub(super) fn find_words(&mut self, session: &Session) {
        let (Some(words), FormSubject::Draft { article, range }) =
            (&self.words, &mut self.form.subject)
        else {
            return;
        };
        let Ok(text) = session.text(article) else { return };
        if self.looked_in.as_ref().is_some_and(|before| Arc::ptr_eq(before, &text)) {
            return;
        }
        self.lost = None;
        match words.anchor(&text) {
            Anchoring::Held => {}
            Anchoring::Moved(words) => {
                *range = words.range;
                self.before.subject = self.form.subject.clone();
                self.words = Some(words);
            }
            Anchoring::Unanchored(why) => {
                let words = shorten(&words.exact, 60);
                let lost = format!(
                    "This form was begun on “{words}”: {why}. Mark the words again and copy over \
                     what you need."
                );
                self.error = Some(lost.clone());
                self.lost = Some(lost);
            }
        }
        self.looked_in = Some(text);
    }
}

impl IncidentEditor {
    fn to_draft(&self) -> Option<Draft> {
        if !self.is_touched() {
            return None;
        }
        let fields = typed(&self.form, &self.before);
        write(INCIDENT, &IncidentFields { incident: self.incident().clone(), fields })
    }
}

impl OverrideEditor {
    fn to_draft(&self) -> Option<Draft> {
        let (incident, group) = self.open.clone()?;
        let bounds = [&self.low, &self.best, &self.high].map(String::clone);
        let reason = self.reason.clone();
        if self.reason.is_empty() && self.begun == bounds {
            return None;
        }
        write(OVERRIDE, &Override { incident, group, bounds, reason })
    }

    fn put_back(&mut self, bounds: [String; 3], reason: String) {
        [self.low, self.best, self.high] = bounds;
        self.reason = reason;
        self.fresh = false;
    }
}
