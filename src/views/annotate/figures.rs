//! The derived figures of an incident, the claims that they rest on, and the analyst's override.

use eframe::egui::{Id, Label, Ui};

use super::claim_form::{BoundError, Refused, bounds_fault, read_bound};
use super::claim_panel::shorten;
use crate::analysis::{GroupFigure, Standing};
use crate::edit::{Command, OverrideRef, SetOverride};
use crate::model::{Claim, Figure, Group, IncidentId, OverrideId, Side};
use crate::session::Session;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, tokens};
use crate::ui::widgets::{
    ActionButton, Chip, Field, FigureLabel, Row, Section, Tag, TextField, Tone, focus_field,
    number_field,
};
use crate::views::{Action, Focus, ViewCtx, looks};

/// An override being typed.
#[derive(Default)]
pub(super) struct OverrideEditor {
    pub(super) open: Option<(IncidentId, Group)>,
    pub(super) low: String,
    pub(super) best: String,
    pub(super) high: String,
    pub(super) reason: String,
    /// The bounds as they were when it was opened.
    pub(super) begun: [String; 3],
    /// It was tried: what is wrong says so until it is right.
    tried: bool,
    /// It has just been opened: the keyboard goes to its first field.
    pub(super) fresh: bool,
    /// It was tried without a reason: the keyboard goes there.
    lacks_reason: bool,
}

/// Draws the figures of an incident with their claims.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &mut ViewCtx<'_>,
    incident: &IncidentId,
    editor: &mut OverrideEditor,
) {
    let figures = ctx.session.derived().figures(incident).to_vec();
    Section::new("Figures").show(ui, |ui| {
        if figures.is_empty() {
            let words = "No claim yet: mark words in an article, then press I to assign them.";
            ui.add(Label::new(theme::muted(ui, words)).wrap());
        }
        for figure in &figures {
            group(ui, ctx, incident, figure, editor);
            ui.add_space(GAP);
        }
        left_out(ui, ctx, incident, &figures);
    });
}

/// "Killed · Military · Side A".
fn group_words(group: &Group) -> String {
    let mut words = group.category.to_string();
    if group.side != Side::Unknown {
        words.push_str(" · ");
        words.push_str(&group.side.to_string());
    }
    words
}

fn group(
    ui: &mut Ui,
    ctx: &mut ViewCtx<'_>,
    incident: &IncidentId,
    figure: &GroupFigure,
    editor: &mut OverrideEditor,
) {
    let t = tokens(ui);
    let outcome = &figure.group.outcome;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        Chip::new(outcome.to_string().as_str())
            .hue(looks::outcome_hue(t, outcome))
            .icon(looks::outcome_icon(outcome))
            .underline(looks::outcome_line(outcome))
            .show(ui);
        ui.label(theme::muted(ui, group_words(&figure.group)));
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let [low, best, high] = figure.parts();
        let tip = explain(figure, ctx.session);
        let label = FigureLabel::new(&low, &best, &high)
            .big()
            .overridden(figure.overridden.is_some())
            .tooltip(&tip);
        ui.add(label);
        if figure.partisan_only {
            ui.add(Tag::new("one side’s claim").tone(Tone::Attention)).on_hover_text(
                "Only a belligerent says this of its enemy: by the codebook it can raise the high \
                 bound and nothing else",
            );
        }
        if figure.approximate {
            ui.add(Tag::new("approximate"));
        }
        if figure.non_conflict {
            ui.add(Tag::new("non-conflict")).on_hover_text("Kept apart from the conflict’s toll");
        }
        match &figure.overridden {
            Some(by) => {
                if by.stale {
                    ui.add(Tag::new("stale").tone(Tone::Bad)).on_hover_text(
                        "The claims have changed since the override was made: look again",
                    );
                }
            }
            None => {
                let button = ActionButton::new("Override…").quiet().icon(icon::PENCIL_SIMPLE);
                if ui
                    .add(button.tooltip("Put a figure of your own in its place, with a reason"))
                    .clicked()
                {
                    editor.begin(incident, figure);
                }
            }
        }
    });
    if let Some(by) = &figure.overridden {
        overridden(ui, ctx, &by.id, figure);
    }
    if editor.is_for(incident, &figure.group) {
        editor.show(ui, ctx);
    }
    for claim in figure.support() {
        claim_row(ui, ctx, claim.clone(), None);
    }
}

/// What the rule gives beside an override, why, and the way back.
fn overridden(ui: &mut Ui, ctx: &mut ViewCtx<'_>, id: &OverrideId, figure: &GroupFigure) {
    let Some(by) = ctx.session.project().overrides.get(id) else { return };
    let rule = format!("the rule gives {}", figure.derived);
    ui.add(Label::new(theme::caption(ui, rule)).wrap());
    let who = format!("{} · {}: {}", by.changed.by, by.changed.at.strftime("%Y-%m-%d"), by.reason);
    ui.add(Label::new(theme::caption(ui, who)).wrap());
    let remove = ActionButton::new("Remove override").icon(icon::X).quiet();
    if ui.add(remove).clicked() {
        ctx.edit(Command::RemoveOverride(OverrideRef { id: id.clone() }));
    }
}

/// One claim as a line: source, figure, date; a click shows its sentence.
fn claim_row(ui: &mut Ui, ctx: &mut ViewCtx<'_>, id: crate::model::ClaimId, why: Option<String>) {
    let Some(claim) = ctx.session.project().claims.get(&id).cloned() else { return };
    let t = tokens(ui);
    let lit = *ctx.desk.lit() == Focus::Claim(id.clone());
    let words = claim_words(&claim, ctx.session);
    let ink = match (lit, &why) {
        (true, _) => t.accent,
        (false, Some(_)) => t.faint,
        (false, None) => t.text,
    };
    // A click, or Enter: the sentence is a key away from the figure.
    let row = ui.add(Row::new(&words).icon(icon::ARROW_ELBOW_DOWN_RIGHT).ink(ink).selected(lit));
    let row = match why {
        Some(why) => row.on_hover_text(why),
        None => row.on_hover_text("Show the sentence"),
    };
    if row.hovered() {
        ctx.push(Action::Hover(Some(Focus::Claim(id.clone()))));
    }
    if row.clicked() {
        ctx.push(Action::Focus(Focus::Claim(id)));
        if let Some(highlight) = claim.highlights.first() {
            ctx.push(Action::Reveal(highlight.clone()));
        }
    }
}

fn claim_words(claim: &Claim, session: &Session) -> String {
    let project = session.project();
    let source = claim.source.as_ref().and_then(|id| project.sources.get(id));
    let article = claim
        .highlights
        .first()
        .and_then(|id| project.highlights.get(id))
        .and_then(|h| project.articles.get(&h.article));
    let outlet = article.map_or("", |a| a.publisher.as_str());
    let own_voice = || match outlet {
        "" => "own voice".to_owned(),
        outlet => format!("{outlet}, own voice"),
    };
    let source = source.map_or_else(own_voice, |s| s.name.clone());
    let number = match claim.verbatim.as_str() {
        "" if claim.figure.is_empty() => "no number".to_owned(),
        "" => claim.figure.to_string(),
        words => shorten(words, 28),
    };
    let date = article.and_then(|a| a.published_on());
    let date = claim.claimed_at.or(date).map_or_else(String::new, |d| format!(" · {d}"));
    format!("{number} · {source}{date}")
}

/// Claims of the incident that no figure rests on, with the reason.
fn left_out(ui: &mut Ui, ctx: &mut ViewCtx<'_>, incident: &IncidentId, figures: &[GroupFigure]) {
    let shown: Vec<_> = figures.iter().flat_map(|f| f.support().cloned()).collect();
    let claims = ctx.session.derived().claims_of(incident).to_vec();
    let rest: Vec<_> = claims.iter().filter(|c| !shown.contains(&c.id)).collect();
    if rest.is_empty() {
        return;
    }
    ui.label(theme::caption(ui, "Not counted"));
    for claim in rest {
        let why = match ctx.session.derived().standing(claim) {
            Standing::LeftOut(why) => why.label(),
            Standing::Loose | Standing::Counts | Standing::HighOnly => String::new(),
        };
        claim_row(ui, ctx, claim.id.clone(), Some(why));
    }
}

/// The rule and the claims behind a figure, for its tooltip.
fn explain(figure: &GroupFigure, session: &Session) -> String {
    let mut lines = vec![format!("Best by {}", figure.rule.label().to_lowercase())];
    for id in figure.support() {
        if let Some(claim) = session.project().claims.get(id) {
            lines.push(claim_words(claim, session));
        }
    }
    lines.join("\n")
}

impl OverrideEditor {
    pub(super) fn begin(&mut self, incident: &IncidentId, figure: &GroupFigure) {
        if self.is_for(incident, &figure.group) {
            // What is typed stays.
            self.fresh = true;
            return;
        }
        let text = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
        *self = Self {
            open: Some((incident.clone(), figure.group.clone())),
            low: text(figure.low),
            best: text(figure.best),
            high: text(figure.high),
            begun: [text(figure.low), text(figure.best), text(figure.high)],
            fresh: true,
            ..Self::default()
        };
    }

    fn is_for(&self, incident: &IncidentId, group: &Group) -> bool {
        self.open.as_ref().is_some_and(|(i, g)| i == incident && g == group)
    }

    fn figure(&self) -> Result<Figure, BoundError> {
        Ok(Figure::new(read_bound(&self.low)?, read_bound(&self.best)?, read_bound(&self.high)?))
    }

    fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        ui.add_space(TIGHT);
        let fault = self.fault().filter(|_| self.tried);
        let wrong = fault.as_ref().map_or(&[][..], |(fields, _)| fields);
        let error = fault.as_ref().map(|(_, text)| text.as_str());
        Field::new("Your figure").error(error).show(ui, |ui, _| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = TIGHT;
                let bounds = [
                    ("low", Refused::Low, &mut self.low),
                    ("best", Refused::Best, &mut self.best),
                    ("high", Refused::High, &mut self.high),
                ];
                for (name, field, text) in bounds {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 1.0;
                        let bad = wrong.contains(&field);
                        let spoken = format!("override {name}");
                        let field = number_field(ui, &spoken, text, "open", bad);
                        ui.label(theme::caption(ui, name));
                        if std::mem::take(&mut self.fresh) {
                            focus_field(ui.ctx(), field.response.id);
                        }
                    });
                }
            });
        });
        let unsaid = self.tried && self.reason.trim().is_empty();
        let reason = TextField::new("Reason")
            .hint("why the rule’s figure does not stand")
            .rows(2)
            .scrolled()
            .id(Id::unique("override reason"))
            .error(unsaid.then_some("An override needs a reason."))
            .show(ui, &mut self.reason);
        if std::mem::take(&mut self.lacks_reason) {
            focus_field(ui.ctx(), reason.response.id);
        }
        ui.horizontal(|ui| {
            if ui.add(ActionButton::new("Set override").icon(icon::CHECK).primary()).clicked() {
                let command = self.finish();
                ctx.out.extend(command.map(Action::Edit));
            }
            if ui.add(ActionButton::new("Cancel")).clicked() {
                self.open = None;
            }
        });
    }

    fn fault(&self) -> Option<(Vec<Refused>, String)> {
        bounds_fault([&self.low, &self.best, &self.high])
    }

    /// The command that sets it. `None` where it says what is wrong.
    pub(super) fn finish(&mut self) -> Option<Command> {
        self.tried = true;
        if self.fault().is_some() {
            return None;
        }
        if self.reason.trim().is_empty() {
            self.lacks_reason = true;
            return None;
        }
        let figure = self.figure().ok()?;
        let (incident, group) = self.open.take()?;
        Some(Command::SetOverride(SetOverride {
            incident,
            outcome: group.outcome,
            side: group.side,
            category: group.category,
            figure,
            reason: self.reason.trim().to_owned(),
            derived: None,
            claims: None,
        }))
    }
}
