//! The claim form in the window: a draft waiting for Enter, or a claim whose fields are changed in
//! place.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Id, Ui};
use serde::{Deserialize, Serialize};

use super::claim_entry::{Commit, Commits, anchor};
use super::claim_form::{ClaimForm, FormSubject, Refused};
use super::drafts::Written;
use super::incident_field::IncidentField;
use super::names::{Names, usual_category, usual_side};
use crate::edit::{
    Assign, Batch, ClaimFields, Command, IncidentFields, NewIncident, SetClaim, SetSource,
    SourceFields,
};
use crate::model::{
    ArticleId, Claim, ClaimId, IncidentId, Modifier, Outcome, Project, Review, SourceKind,
    Vocabulary as _,
};
use crate::session::{Placement, Proposal, Session};
use crate::text::TextAnchor;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, tokens};
use crate::ui::widgets::{
    ActionButton, Autocomplete, Chip, Section, Tag, TextField, Tone, combo, focus_field,
    wrapped_words,
};
use crate::views::command::UiCommand;
use crate::views::looks::terms;
use crate::views::{Suggested, ViewCtx, looks};

/// A claim form being edited.
pub(super) struct ClaimEditor {
    pub(super) form: ClaimForm,
    /// The form as the project has it; for a draft, as it began.
    pub(super) before: ClaimForm,
    /// The words of a draft in their article.
    pub(super) words: Option<TextAnchor>,
    /// The text in which they were looked for last.
    pub(super) looked_in: Option<Arc<str>>,
    /// Why they cannot become a claim: they are not in the article any more.
    pub(super) lost: Option<String>,
    pub(super) source_kind: SourceKind,
    pub(super) speaks_for: String,
    /// The source, its kind and for whom it speaks as they were taken from the project.
    loaded: (String, SourceKind, String),
    /// The draft as it was written down last.
    pub(super) written: Option<Written>,
    /// The suggestion that it was filled from.
    pub(super) suggested: Option<SuggestedDraft>,
    pub(super) incident: IncidentField,
    /// Fields that hold what cannot be taken: each says so until it can.
    pub(super) bad: BTreeSet<Refused>,
    /// Why the project refuses the whole.
    pub(super) error: Option<String>,
    /// The form has just been opened: the keyboard goes to its first field.
    pub(super) fresh: bool,
}

/// The suggestion that a draft was filled from.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct SuggestedDraft {
    pub(super) suggested: Suggested,
    /// The proposed incident that is made with the claim, and its title.
    pub(super) new: Option<(usize, Option<String>)>,
}

/// What the form asks for beyond changes of the project.
#[derive(PartialEq, Eq)]
pub(super) enum Asked {
    /// Nothing.
    Nothing,
    /// The draft as it stands is a claim.
    Accept,
    /// The draft is thrown away.
    Discard,
}

impl ClaimEditor {
    pub(super) fn new(form: ClaimForm, project: &Project) -> Self {
        let mut editor = Self {
            before: form.clone(),
            form,
            words: None,
            looked_in: None,
            lost: None,
            source_kind: SourceKind::Unknown,
            speaks_for: String::new(),
            loaded: Default::default(),
            written: None,
            suggested: None,
            incident: IncidentField::default(),
            bad: BTreeSet::new(),
            error: None,
            fresh: false,
        };
        editor.load_source(project);
        editor
    }

    /// Says which suggestion the draft is filled from, and who its source is.
    pub(super) fn set_suggested(&mut self, draft: SuggestedDraft, proposal: &Proposal) {
        self.suggested = Some(draft);
        self.source_kind = proposal.source_kind.clone();
        self.speaks_for.clone_from(&proposal.speaks_for);
    }

    pub(super) fn is_draft(&self) -> bool {
        matches!(self.form.subject, FormSubject::Draft { .. })
    }

    /// The article of the marked words; for a claim none.
    pub(super) fn draft_article(&self) -> Option<&ArticleId> {
        match &self.form.subject {
            FormSubject::Draft { article, .. } => Some(article),
            FormSubject::Claim(_) => None,
        }
    }

    /// Whether anything was entered that the project does not have.
    pub(super) fn is_touched(&self, project: &Project) -> bool {
        // What a suggestion says of its source was not entered by the analyst.
        let says = self.suggested.is_none() && self.source_change(project).is_some();
        self.form != self.before || says
    }

    /// Takes in what has changed in the project, keeping what is half typed. False where the claim
    /// is gone.
    pub(super) fn refresh(&mut self, project: &Project) -> bool {
        let Some(id) = self.claim() else {
            // An incident that is gone cannot be chosen any more.
            let gone = |id: &IncidentId| !project.incidents.contains_key(id);
            if self.form.incident.as_ref().is_some_and(gone) {
                self.form.incident = None;
            }
            return true;
        };
        let Some(claim) = project.claims.get(id) else { return false };
        let now = ClaimForm::of_claim(claim, project);
        let (source, says) = (self.form.source.clone(), self.source_change(project).is_some());
        if now != self.before {
            self.form.take_in(&self.before, now.clone());
            self.before = now;
            self.error = None;
        }
        // Another edit may have changed the source itself; what is typed of it stays.
        if !says || self.form.source != source {
            self.load_source(project);
        }
        true
    }

    /// Whether the program has a guess for the incident.
    pub(super) fn has_guess(&self) -> bool {
        self.incident.guess(&self.form).is_some()
    }

    /// Takes the guess; of a claim, gives the command that assigns it.
    pub(super) fn take_guess(&mut self) -> Option<Command> {
        self.incident.take_guess(&mut self.form);
        self.assignment()
    }

    /// Puts the keyboard into the Incident field, with a title that is proposed.
    pub(super) fn name_incident(&mut self, title: String) {
        self.form.incident = None;
        self.form.new_incident = title;
        self.incident.fresh = true;
    }

    /// The claim that the form is of.
    pub(super) fn claim(&self) -> Option<&ClaimId> {
        match &self.form.subject {
            FormSubject::Claim(id) => Some(id),
            FormSubject::Draft { .. } => None,
        }
    }

    fn load_source(&mut self, project: &Project) {
        let source = project.source_named(&self.form.source);
        self.source_kind = source.map_or(SourceKind::Unknown, |s| s.kind.clone());
        let actor = source.and_then(|s| s.actor.as_ref()).and_then(|id| project.actors.get(id));
        self.speaks_for = actor.map_or_else(String::new, |a| a.name.clone());
        self.loaded = (self.form.source.clone(), self.source_kind.clone(), self.speaks_for.clone());
    }

    /// Whether the source's own fields are as they were taken from the project.
    fn is_loaded(&self) -> bool {
        let (source, kind, speaks_for) = &self.loaded;
        *source == self.form.source && *kind == self.source_kind && *speaks_for == self.speaks_for
    }

    /// The command that makes a claim of the draft. An incident that is not there yet gets this id.
    pub(super) fn accept(&mut self, session: &Session, fresh: &IncidentId) -> Option<Command> {
        self.find_words(session);
        if let Some(lost) = &self.lost {
            self.error = Some(lost.clone());
            return None;
        }
        self.error = None;
        self.bad = self.faults(anchor(session, &self.form));
        if self.is_bad() {
            return None;
        }
        let mut mark = self.form.to_mark().ok()??;
        let title = self.form.new_incident.trim().to_owned();
        let made = (!title.is_empty()).then(|| {
            let (incident, fields) = (Some(fresh.clone()), titled(&title));
            Command::NewIncident(NewIncident { incident, fields, claims: Vec::new() })
        });
        let source = self.source_change(session.project());
        if let Some(draft) = &self.suggested {
            let ahead = session.read_ahead(&draft.suggested.article)?;
            let nth = ahead.find(draft.suggested.number, &draft.suggested.outcome);
            let Some(nth) = nth else {
                self.error = Some("this suggestion does not wait any more".to_owned());
                return None;
            };
            let (placement, made) = match (&self.form.incident, &draft.new) {
                (Some(id), _) => (Placement::Incident(id.clone()), None),
                (None, Some((group, proposed))) if proposed_title(proposed.as_ref()) == title => {
                    (Placement::New(*group), None)
                }
                // Called otherwise, it keeps the date, place and type that are proposed.
                (None, Some((group, _))) if !title.is_empty() => (Placement::New(*group), None),
                (None, _) => (Placement::Nowhere, made),
            };
            let renamed =
                draft.new.as_ref().is_some_and(|(_, p)| proposed_title(p.as_ref()) != title);
            let title = Some(title.as_str()).filter(|title| renamed && !title.is_empty());
            if made.is_some() {
                mark.incident = Some(fresh.clone());
            }
            let accepted = session.accept_edited(&ahead, nth, mark, source, (&placement, title))?;
            return Some(match made {
                Some(made) => {
                    let label = "Accept suggestion into a new incident".to_owned();
                    Command::Batch(Batch { label, commands: vec![made, accepted] })
                }
                None => accepted,
            });
        }
        let mut commands: Vec<Command> = source.into_iter().collect();
        if let Some(made) = made {
            mark.incident = Some(fresh.clone());
            commands.push(made);
        }
        commands.push(Command::Mark(mark));
        let label = format!("Mark {}", self.form.outcome.label().to_lowercase());
        Some(match commands.pop() {
            Some(only) if commands.is_empty() => only,
            last => {
                commands.extend(last);
                Command::Batch(Batch { label, commands })
            }
        })
    }

    /// The command that puts the claim into the incident that the form names, where it is not there.
    fn assignment(&self) -> Option<Command> {
        let claims = vec![self.claim()?.clone()];
        let title = self.form.new_incident.trim();
        if !title.is_empty() {
            let fields = titled(title);
            return Some(Command::NewIncident(NewIncident { incident: None, fields, claims }));
        }
        let incident = self.form.incident.clone();
        (incident != self.before.incident).then_some(Command::Assign(Assign { claims, incident }))
    }

    /// The change of the source's own fields, where they are not as the project has them.
    pub(super) fn source_change(&self, project: &Project) -> Option<Command> {
        let name = self.form.source.trim();
        if name.is_empty() || self.is_loaded() {
            return None;
        }
        let known = project.source_named(name);
        let kind = known.map_or(SourceKind::Unknown, |s| s.kind.clone());
        let actor = known.and_then(|s| s.actor.as_ref()).and_then(|id| project.actors.get(id));
        let actor = actor.map_or("", |a| a.name.as_str());
        let fields = SourceFields {
            name: Some(name.to_owned()),
            kind: (kind != self.source_kind).then(|| self.source_kind.clone()),
            actor: (actor != self.speaks_for.trim()).then(|| self.speaks_for.clone()),
            ..SourceFields::default()
        };
        (fields.kind.is_some() || fields.actor.is_some())
            .then_some(Command::SetSource(SetSource { source: None, fields }))
    }

    /// Sends what has changed in the form of a claim.
    pub(super) fn commit(&mut self, ctx: &mut ViewCtx<'_>) {
        let Some(claim) = self.claim().cloned() else { return };
        let mut commands: Vec<Command> =
            self.source_change(ctx.session.project()).into_iter().collect();
        let anchor = anchor(ctx.session, &self.form);
        self.bad = self.faults(anchor);
        let fields = self.form.changes_since(&self.before, anchor);
        if fields != ClaimFields::default() {
            commands.push(Command::SetClaim(SetClaim { claim, fields }));
        }
        commands.extend(self.assignment());
        self.error = None;
        match commands.len() {
            0 => {}
            1 => commands.into_iter().for_each(|command| ctx.edit(command)),
            _ => ctx.edit(Command::Batch(Batch { label: "Change claim".to_owned(), commands })),
        }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, names: &Names) -> Asked {
        let title = match (self.is_draft(), &self.suggested) {
            (true, Some(_)) => "Edit suggestion",
            (true, None) => "New claim",
            (false, _) => "Claim",
        };
        let mut asked = Asked::Nothing;
        let mut wanted = None;
        let is_claim = !self.is_draft();
        Section::new(title).show_with(
            ui,
            |ui| {
                if is_claim {
                    wanted = claim_controls(ui);
                }
            },
            |ui| {
                self.heading(ui);
                let committed = self.fields(ui, ctx, names);
                if let Some(error) = &self.error {
                    ui.colored_label(tokens(ui).error.text, error);
                }
                if self.is_draft() {
                    asked = Self::buttons(ui);
                    if committed == Some(Commit::Enter) {
                        asked = Asked::Accept;
                    }
                } else if committed.is_some() {
                    self.commit(ctx);
                }
            },
        );
        if let Some(command) = wanted {
            ctx.ui(command);
        }
        asked
    }

    fn heading(&self, ui: &mut Ui) {
        let t = tokens(ui);
        ui.horizontal_wrapped(|ui| {
            Chip::new(self.form.outcome.label())
                .hue(looks::outcome_hue(t, &self.form.outcome))
                .icon(looks::outcome_icon(&self.form.outcome))
                .underline(looks::outcome_line(&self.form.outcome))
                .show(ui);
            match &self.form.review {
                Review::Suggested => {
                    ui.add(Tag::new("suggested").tone(Tone::Attention));
                }
                Review::Rejected => {
                    ui.add(Tag::new("rejected").tone(Tone::Bad));
                }
                Review::Accepted | Review::Other(_) => {}
            }
        });
        if !self.form.verbatim.is_empty() {
            let words = format!("“{}”", self.form.verbatim);
            wrapped_words(ui, &words, |ui, s| theme::muted(ui, s));
        }
        ui.add_space(TIGHT);
    }

    fn fields(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, names: &Names) -> Option<Commit> {
        let mut commit = Commits::default();
        self.figure(ui, &mut commit);
        let form = &mut self.form;
        commit.choice(ui, "Wording", |ui, label| {
            let mut modifier = form.modifier.clone();
            let changed = combo(ui, label, &mut modifier, &terms(&Modifier::Exact)).changed();
            if changed {
                form.set_modifier(modifier);
            }
            changed
        });
        commit.choice(ui, "Outcome", |ui, label| {
            let options = terms(&Outcome::Killed);
            combo(ui, label, &mut form.outcome, &options).changed()
        });
        let actors = || names.actors();
        let victim = Autocomplete::gathered("Victims", &actors)
            .hint("who: soldiers of Niger")
            .creates()
            .id(Id::unique("claim victim"));
        let victim = victim.show(ui, &mut form.victim);
        if self.fresh {
            focus_field(ui.ctx(), victim.response.id);
            self.fresh = false;
        }
        if victim.picked.is_some() || victim.edited {
            // Victims who are known are of the same kind as before: in another group the same toll
            // would count twice.
            let category = usual_category(ctx.session.project(), &form.victim);
            if let Some(category) = category
                && form.category == crate::model::Category::Unknown
            {
                form.category = category;
            }
            let side = usual_side(ctx.session.project(), &form.victim);
            if let Some(side) = side
                && form.side == crate::model::Side::Unknown
            {
                form.side = side;
            }
        }
        commit.name(
            ui,
            &victim.response,
            victim.committed,
            victim.edited || victim.picked.is_some(),
        );
        commit.choice(ui, "Category", |ui, label| {
            let options = terms(&crate::model::Category::Unknown);
            combo(ui, label, &mut form.category, &options).changed()
        });
        commit.choice(ui, "Side", |ui, label| {
            let options = terms(&crate::model::Side::Unknown);
            combo(ui, label, &mut form.side, &options).changed()
        });
        self.source(ui, ctx, names, &mut commit);
        let form = &mut self.form;
        commit.choice(ui, "Scope", |ui, label| {
            let options = terms(&crate::model::Scope::Total);
            combo(ui, label, &mut form.scope, &options).changed()
        });
        self.said_on(ui, ctx, &mut commit);
        let chosen = self.incident.show(ui, ctx, names, &mut self.form);
        if let Some(output) = chosen.output {
            commit.name(ui, &output.response, output.committed, chosen.changed);
        }
        self.relations(ui, ctx);
        let note =
            TextField::new("Note").id(Id::unique("claim note")).show(ui, &mut self.form.note);
        commit.name(ui, &note.response, note.committed, note.edited);
        commit.0
    }

    fn source(&mut self, ui: &mut Ui, ctx: &ViewCtx<'_>, names: &Names, commit: &mut Commits) {
        let sources = || names.sources();
        let source = Autocomplete::gathered("Source", &sources)
            .hint("the article’s own voice")
            .creates()
            .id(Id::unique("claim source"))
            .show(ui, &mut self.form.source);
        if source.picked.is_some() || source.edited {
            self.load_source(ctx.session.project());
        }
        let edited = source.edited || source.picked.is_some();
        commit.name(ui, &source.response, source.committed, edited);
        if self.form.source.trim().is_empty() {
            return;
        }
        commit.choice(ui, "Source type", |ui, label| {
            combo(ui, label, &mut self.source_kind, &terms(&SourceKind::Unknown)).changed()
        });
        let actors = || names.actors();
        let actor = Autocomplete::gathered("Speaks for", &actors)
            .hint("nobody in the fight")
            .creates()
            .id(Id::unique("claim speaks for"))
            .show(ui, &mut self.speaks_for);
        commit.name(ui, &actor.response, actor.committed, actor.edited || actor.picked.is_some());
    }

    fn buttons(ui: &mut Ui) -> Asked {
        let mut asked = Asked::Nothing;
        ui.add_space(GAP);
        ui.horizontal(|ui| {
            let accept = ActionButton::new("Accept")
                .icon(icon::CHECK)
                .primary()
                .tooltip("Make the claim: Enter in any field, or Ctrl+Enter");
            if ui.add(accept).clicked() {
                asked = Asked::Accept;
            }
            let discard = ActionButton::new("Discard").tooltip("Throw the form away: Escape");
            if ui.add(discard).clicked() {
                asked = Asked::Discard;
            }
        });
        asked
    }
}

/// The title that a suggestion proposes for a new incident, as the form shows it.
pub(super) fn proposed_title(title: Option<&String>) -> &str {
    title.map_or("New incident", String::as_str)
}

fn titled(title: &str) -> IncidentFields {
    IncidentFields { title: Some(title.to_owned()), ..IncidentFields::default() }
}

/// The buttons beside the heading of a claim.
fn claim_controls(ui: &mut Ui) -> Option<UiCommand> {
    let buttons = [
        (UiCommand::Remove, "Remove claim", icon::TRASH),
        (UiCommand::ShowSentence, "Show the sentence", icon::QUOTES),
    ];
    let mut wanted = None;
    for (command, word, icon) in buttons {
        let button =
            ActionButton::new(word).icon_only(icon).quiet().shortcut(command.entry().shortcut);
        if ui.add(button).clicked() {
            wanted = Some(command);
        }
    }
    wanted
}

/// "23 / 23 / 23, Ministry of Defence": a claim among others.
pub(super) fn describe(claim: &Claim, session: &Session) -> String {
    let source = claim.source.as_ref().and_then(|id| session.project().sources.get(id));
    let source = source.map_or("own voice", |s| s.name.as_str());
    format!("{}, {source}", claim.figure)
}

/// At most `chars` characters of a text.
pub(super) fn shorten(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    let head: String = text.chars().take(chars.saturating_sub(1)).collect();
    format!("{}…", head.trim_end())
}
