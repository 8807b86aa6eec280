//! The incident form in the window: fields changed in place, the date with its arithmetic, parties,
//! responsibility, evidence.

use std::collections::BTreeSet;

use eframe::egui::{Id, Ui};
use jiff::civil::Date;

use super::claim_panel::shorten;
use super::incident_form::{Checked, IncidentForm, PartyRow, ResponsibilityRow};
use super::names::Names;
use super::place_field::{self, PlaceField};
use crate::calendar;
use crate::edit::{Batch, Command, EvidenceRef, IncidentFields, SetIncident};
use crate::model::{
    ArticleId, EventType, EvidenceKind, GeoPrecision, Grade, IncidentId, Project, Side, Stance,
};
use crate::session::Session;
use crate::ui::icon;
use crate::ui::theme::{self, TIGHT};
use crate::ui::widgets::{
    ActionButton, Autocomplete, Field, Row, Section, TextField, combo, focus_field, named_combo,
    select_all, wrapped_words,
};
use crate::views::command::UiCommand;
use crate::views::looks::terms;
use crate::views::{Action, ViewCtx};

/// An incident form being edited.
pub(super) struct IncidentEditor {
    pub(super) form: IncidentForm,
    pub(super) before: IncidentForm,
    revision: u64,
    /// Fields that hold what cannot be taken: each says so until it can.
    bad: BTreeSet<Checked>,
    place: PlaceField,
    /// Date expressions beside the marked words, with what they resolve to.
    dates: Vec<(String, String)>,
    /// The form has just been opened: the keyboard goes to its title.
    pub(super) fresh: bool,
}

impl IncidentEditor {
    pub(super) fn new(session: &Session, id: &IncidentId) -> Option<Self> {
        let incident = session.project().incidents.get(id)?;
        let form = IncidentForm::of_incident(incident, session.project());
        Some(Self {
            before: form.clone(),
            form,
            revision: session.revision(),
            bad: BTreeSet::new(),
            place: PlaceField::default(),
            dates: dates_beside(session, id),
            fresh: false,
        })
    }

    pub(super) fn incident(&self) -> &IncidentId {
        &self.form.incident
    }

    /// Takes in what has changed in the project, keeping what is half typed.
    pub(super) fn refresh(&mut self, session: &Session) -> bool {
        if self.revision == session.revision() {
            return true;
        }
        let Some(incident) = session.project().incidents.get(&self.form.incident) else {
            return false;
        };
        let now = IncidentForm::of_incident(incident, session.project());
        if now != self.before {
            self.form.take_in(&self.before, now.clone());
            self.before = now;
        }
        self.dates = dates_beside(session, &self.form.incident);
        self.revision = session.revision();
        true
    }

    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, names: &Names) {
        let mut wanted = false;
        Section::new("Incident").show_with(
            ui,
            |ui| {
                let remove = ActionButton::new("Remove incident").icon_only(icon::TRASH).quiet();
                wanted = ui.add(remove.shortcut(UiCommand::Remove.entry().shortcut)).clicked();
            },
            |ui| {
                let mut edited = self.what_and_when(ui, ctx);
                edited |= self.place(ui, ctx, names);
                edited |= self.kind(ui);
                edited |= self.parties(ui, names);
                edited |= self.responsibility(ui, names);
                edited |= self.judgement(ui);
                if edited {
                    self.commit(ctx);
                }
            },
        );
        if wanted {
            ctx.ui(UiCommand::Remove);
        }
        self.evidence(ui, ctx);
    }

    /// Whether something was entered that the project does not have.
    pub(super) fn is_touched(&self) -> bool {
        self.form != self.before
    }

    /// Whether it holds what could not be taken.
    pub(super) fn is_bad(&self) -> bool {
        !self.bad.is_empty()
    }

    /// Sends what was entered, field by field; what cannot be taken stays in its field.
    pub(super) fn commit(&mut self, ctx: &mut ViewCtx<'_>) {
        let (article, anchor) = self.anchor(ctx);
        self.bad = self.form.faults(&self.before, anchor);
        let mut fields = self.form.changes_since(&self.before, anchor);
        let mut commands = Vec::new();
        let worded = fields.place_text.is_some();
        commands.extend(self.place.take(ctx.session.project(), &self.form, worded, &mut fields));
        if fields == IncidentFields::default() {
            return;
        }
        let date_article = article.filter(|_| fields.date.is_some()).map(|id| id.to_string());
        let fields = IncidentFields { date_article, ..fields };
        let incident = self.form.incident.clone();
        let label = format!("Change incident {}", self.form.title.trim());
        commands.push(Command::SetIncident(SetIncident { incident, fields }));
        match commands.pop() {
            Some(only) if commands.is_empty() => ctx.edit(only),
            last => {
                commands.extend(last);
                ctx.edit(Command::Batch(Batch { label, commands }));
            }
        }
    }

    /// The article whose publication date relative dates count from, and that date as it is now.
    fn anchor(&self, ctx: &ViewCtx<'_>) -> (Option<ArticleId>, Option<Date>) {
        let article = first_article(ctx.session, &self.form.incident);
        // Nothing reports it yet: it is of the article that is being read.
        let article = article.or_else(|| ctx.desk.article.clone());
        let anchor = article.as_ref().and_then(|id| published(ctx.session, id));
        (article, anchor)
    }

    /// Says of a field what is wrong with it. One that is right again is taken as soon as the
    /// keyboard has left it.
    fn say(&mut self, ui: &Ui, field: Checked, anchor: Option<Date>) -> (Option<String>, bool) {
        if !self.bad.contains(&field) {
            return (None, false);
        }
        let fault = self.form.fault(field, anchor);
        let here = ui.memory(|memory| memory.has_focus(checked_id(field)));
        let mended = fault.is_none() && !here;
        if mended {
            self.bad.remove(&field);
        }
        (fault, mended)
    }

    fn what_and_when(&mut self, ui: &mut Ui, ctx: &ViewCtx<'_>) -> bool {
        let (_, anchor) = self.anchor(ctx);
        let (error, mut edited) = self.say(ui, Checked::Title, anchor);
        let title = TextField::new("Title").id(checked_id(Checked::Title));
        let title = title.hint("what and where").error(error.as_deref());
        let title = title.show(ui, &mut self.form.title);
        if self.fresh {
            focus_field(ui.ctx(), title.response.id);
            select_all(ui, title.response.id, &self.form.title);
            self.fresh = false;
        }
        edited |= title.edited;
        let reading = calendar::read(self.form.date.trim(), anchor).ok();
        let plain = |r: &calendar::Reading| r.span.display_iso() == self.form.date.trim();
        let key = "T takes the likely date from the article, P the place";
        let undated = self.form.date.trim().is_empty().then(|| key.to_owned());
        let help = reading.filter(|r| !plain(r)).map(|r| {
            let flag = if r.flagged { " · worth a look" } else { "" };
            format!("{}{flag}", r.arithmetic)
        });
        let help = help.or(undated);
        let (error, mended) = self.say(ui, Checked::Date, anchor);
        edited |= mended;
        let date = TextField::new("Date")
            .hint("2024-03-20, March 2024, on Wednesday")
            .help(help.as_deref())
            .error(error.as_deref())
            .id(checked_id(Checked::Date))
            .show(ui, &mut self.form.date);
        edited |= date.edited;
        if self.form.date.trim().is_empty() && !self.dates.is_empty() {
            let mut chosen = None;
            Field::new("").show(ui, |ui, _| {
                for (words, span) in &self.dates {
                    let row = Row::new(words).icon(icon::CALENDAR_BLANK).note(span);
                    let row = ui.add(row).accessible_name(format!("{words} → {span}"));
                    let tip = format!("Take “{words}”, which stands beside the marked words");
                    if row.on_hover_text(tip).clicked() {
                        chosen = Some(words.clone());
                    }
                }
            });
            if let Some(words) = chosen {
                self.form.date = words;
                edited = true;
                // On to what comes after the date.
                focus_field(ui.ctx(), place_id());
            }
        }
        edited
    }

    fn place(&mut self, ui: &mut Ui, ctx: &ViewCtx<'_>, names: &Names) -> bool {
        let mut edited = self.place.words(ui, names, place_id(), &mut self.form.place_text);
        let title = self.form.title.trim().to_owned();
        if self.form.place_text.trim().is_empty() && !title.is_empty() {
            let taken = Field::new("").show(ui, |ui, _| {
                let words = shorten(&title, 40);
                let row = ui.add(Row::new(&words).icon(icon::MAP_PIN).note("the title"));
                let row = row.accessible_name(format!("Place: {words}, as the title"));
                row.on_hover_text("Take the title as the place").clicked()
            });
            if taken {
                self.form.place_text = title;
                edited = true;
            }
        }
        let (_, anchor) = self.anchor(ctx);
        let (error, mended) = self.say(ui, Checked::Coordinates, anchor);
        let from = &self.form.coordinates_from;
        let from = (self.form.coordinates == self.before.coordinates && !from.is_empty())
            .then_some(from.as_str());
        let coordinates = TextField::new("Lat, lon")
            .hint("latitude, longitude")
            .help(from)
            .error(error.as_deref())
            .id(checked_id(Checked::Coordinates))
            .show(ui, &mut self.form.coordinates);
        edited |= coordinates.edited | mended;
        let (error, mended) = self.say(ui, Checked::Country, anchor);
        let id = checked_id(Checked::Country);
        edited |= mended;
        edited |= place_field::country(ui, id, error.as_deref(), &mut self.form.country);
        edited |= Field::new("Precision").show(ui, |ui, label| {
            let options = terms(&GeoPrecision::Unspecified);
            combo(ui, label, &mut self.form.geo_precision, &options).changed()
        });
        edited
    }

    fn kind(&mut self, ui: &mut Ui) -> bool {
        let form = &mut self.form;
        let mut edited = Field::new("Type").show(ui, |ui, label| {
            combo(ui, label, &mut form.event_type, &terms(&EventType::Unspecified)).changed()
        });
        let sub = TextField::new("Sub-type")
            .hint("free, or from a scheme")
            .id(Id::unique("incident sub-type"));
        edited |= sub.show(ui, &mut form.sub_event_type).edited;
        let modes =
            TextField::new("Means").hint("separated by commas").id(Id::unique("incident means"));
        edited |= modes.show(ui, &mut form.modes).edited;
        edited
    }

    fn parties(&mut self, ui: &mut Ui, names: &Names) -> bool {
        let mut edited = false;
        let mut gone = None;
        for (n, row) in self.form.parties.iter_mut().enumerate() {
            let label = format!("Party {}", n + 1);
            let actors = || names.actors();
            let actor = Autocomplete::gathered(&label, &actors)
                .hint("who")
                .creates()
                .id(party_id(n))
                .show(ui, &mut row.actor);
            edited |= actor.edited || actor.picked.is_some();
            Field::new("").show(ui, |ui, _| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = TIGHT;
                    ui.scope(|ui| {
                        ui.set_max_width(112.0);
                        let name = format!("Side of party {}", n + 1);
                        let sides = terms(&Side::Unknown);
                        edited |= named_combo(ui, &name, &mut row.side, &sides).changed();
                    });
                    let remove = format!("Remove party {}", n + 1);
                    if ui.add(ActionButton::new(&remove).icon_only(icon::X).quiet()).clicked() {
                        gone = Some(n);
                    }
                });
            });
        }
        if let Some(n) = gone {
            self.form.parties.remove(n);
            edited = true;
        }
        Field::new(if self.form.parties.is_empty() { "Parties" } else { "" }).show(ui, |ui, _| {
            let add = ActionButton::new("Add party").icon(icon::PLUS).quiet();
            if ui.add(add).clicked() {
                // By the custom of UCDP the state stands on side A.
                let side = if self.form.parties.is_empty() { Side::A } else { Side::B };
                focus_field(ui.ctx(), party_id(self.form.parties.len()));
                self.form.parties.push(PartyRow { side, ..PartyRow::default() });
            }
        });
        edited
    }

    fn responsibility(&mut self, ui: &mut Ui, names: &Names) -> bool {
        let (actors, sources) = (|| names.actors(), || names.sources());
        let mut edited = false;
        let mut gone = None;
        for (n, row) in self.form.responsibility.iter_mut().enumerate() {
            edited |= Field::new("Responsible").show(ui, |ui, _| {
                let mut changed = false;
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = TIGHT;
                    ui.scope(|ui| {
                        ui.set_max_width(140.0);
                        let options = terms(&Stance::Attributed);
                        let name = format!("Responsibility {}", n + 1);
                        changed = named_combo(ui, &name, &mut row.stance, &options).changed();
                    });
                    let remove = format!("Remove responsibility {}", n + 1);
                    if ui.add(ActionButton::new(&remove).icon_only(icon::X).quiet()).clicked() {
                        gone = Some(n);
                    }
                });
                changed
            });
            if row.stance != Stance::Unclaimed {
                let actor = Autocomplete::gathered("by whom", &actors)
                    .creates()
                    .id(responsible_id(n))
                    .show(ui, &mut row.actor);
                edited |= actor.edited || actor.picked.is_some();
            }
            let source = Autocomplete::gathered("says", &sources)
                .hint("the article’s own voice")
                .creates()
                .id(Id::unique(("responsibility source", n)))
                .show(ui, &mut row.source);
            edited |= source.edited || source.picked.is_some();
        }
        if let Some(n) = gone {
            self.form.responsibility.remove(n);
            edited = true;
        }
        let label = if self.form.responsibility.is_empty() { "Responsible" } else { "" };
        Field::new(label).show(ui, |ui, _| {
            let add = ActionButton::new("Add responsibility").icon(icon::PLUS).quiet();
            if ui.add(add.tooltip("Who claims it, or is said to have done it")).clicked() {
                focus_field(ui.ctx(), responsible_id(self.form.responsibility.len()));
                self.form.responsibility.push(ResponsibilityRow::default());
            }
        });
        edited
    }

    fn judgement(&mut self, ui: &mut Ui) -> bool {
        let form = &mut self.form;
        let edited = Field::new("Grade").show(ui, |ui, label| {
            combo(ui, label, &mut form.grade, &terms(&Grade::Ungraded)).changed()
        });
        let note = TextField::new("Note").rows(2).id(Id::unique("incident note"));
        note.show(ui, &mut form.note).edited || edited
    }

    fn evidence(&self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        let evidence = ctx.session.derived().evidence_for(&self.form.incident).to_vec();
        let count = evidence.len().to_string();
        Section::new("Evidence").count(&count).show(ui, |ui| {
            for one in &evidence {
                let project = ctx.session.project();
                let article = project.articles.get(&one.article);
                let title = article.map_or("article", |a| a.display_title());
                let words = one.highlight.as_ref().and_then(|id| project.highlights.get(id));
                let words = words.map(|h| format!("“{}”", shorten(&h.exact, 90)));
                let mut jump = false;
                ui.horizontal(|ui| {
                    let remove = ActionButton::new("Remove evidence").icon_only(icon::X).quiet();
                    if ui.add(remove).clicked() {
                        let evidence = one.id.clone();
                        ctx.edit(Command::RemoveEvidence(EvidenceRef { evidence }));
                    }
                    let title = ui.add(Row::new(title)).on_hover_text("Show it in the Reader");
                    jump = title.clicked();
                });
                let kind = match one.kind {
                    EvidenceKind::Primary => "reports it".to_owned(),
                    EvidenceKind::Mention => "mentions it".to_owned(),
                    EvidenceKind::Background => "gives background".to_owned(),
                    EvidenceKind::Other(ref id) => id.to_string(),
                };
                let below = words.map_or(kind.clone(), |words| format!("{kind} · {words}"));
                wrapped_words(ui, &below, |ui, s| theme::caption(ui, s));
                if jump {
                    match &one.highlight {
                        Some(id) => ctx.push(Action::Reveal(id.clone())),
                        None => ctx.push(Action::Open(one.article.clone())),
                    }
                }
            }
            let button = ActionButton::new("Add article or selection")
                .icon(icon::PLUS)
                .quiet()
                .shortcut(UiCommand::AddEvidence.entry().shortcut)
                .show_shortcut();
            if ui.add(button).clicked() {
                ctx.ui(UiCommand::AddEvidence);
            }
        });
    }
}

fn checked_id(field: Checked) -> Id {
    Id::unique(match field {
        Checked::Title => "incident title",
        Checked::Date => "incident date",
        Checked::Coordinates => "incident coordinates",
        Checked::Country => "incident country",
    })
}

fn place_id() -> Id {
    Id::unique("incident place")
}

fn party_id(n: usize) -> Id {
    Id::unique(("incident party", n))
}

fn responsible_id(n: usize) -> Id {
    Id::unique(("responsible actor", n))
}

/// The article that first states a claim of the incident, or else speaks of it: relative dates
/// count from it.
pub(super) fn first_article(session: &Session, incident: &IncidentId) -> Option<ArticleId> {
    let project = session.project();
    let claims = session.derived().claims_of(incident);
    let articles = claims
        .iter()
        .filter_map(|c| c.highlights.first())
        .filter_map(|id| project.highlights.get(id))
        .filter_map(|h| project.articles.get(&h.article));
    let evidence = session.derived().evidence_for(incident);
    let evidence = evidence.iter().filter_map(|e| project.articles.get(&e.article));
    let dated =
        |a: &std::sync::Arc<crate::model::Article>| (a.published_on().is_none(), a.published_on());
    let first = articles.min_by_key(|a| dated(a)).or_else(|| evidence.min_by_key(|a| dated(a)));
    first.map(|a| a.id.clone())
}

fn published(session: &Session, article: &ArticleId) -> Option<Date> {
    session.article(article)?.published_on()
}

/// Date expressions in the sentences around the claims' words, with what they resolve to.
fn dates_beside(session: &Session, incident: &IncidentId) -> Vec<(String, String)> {
    let project: &Project = session.project();
    let mut found: Vec<(String, String)> = Vec::new();
    for claim in session.derived().claims_of(incident).iter().take(8) {
        let Some(highlight) = claim.highlights.first().and_then(|id| project.highlights.get(id))
        else {
            continue;
        };
        let Some(article) = project.articles.get(&highlight.article) else { continue };
        let Some(text) = article.text.as_deref() else { continue };
        let start = text.get(..highlight.start).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
        let rest = text.get(start..).unwrap_or_default();
        let paragraph = rest.split('\n').next().unwrap_or_default();
        for (range, reading) in calendar::find(paragraph, article.published_on()) {
            let Ok(reading) = reading else { continue };
            let words = paragraph.get(range).unwrap_or_default().to_owned();
            let span = reading.span.display_iso();
            if !words.is_empty() && !found.iter().any(|(_, s)| *s == span) && found.len() < 4 {
                found.push((words, span));
            }
        }
    }
    found
}
