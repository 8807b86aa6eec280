//! The list beside the chart: a bar's incidents, and below each the claims that say so. A click on
//! a claim leads to its sentence.

use eframe::egui::{
    Align, CornerRadius, Frame, Label, Layout, Margin, Response, RichText, Role, ScrollArea, Sense,
    Stroke, TextStyle, Ui, UiBuilder, WidgetInfo, vec2,
};

use super::left_out::{self, Left};
use super::number::{self, Bounds};
use super::target::{Part, Target, title};
use crate::analysis::{ChartData, LeftOut, Standing, Total};
use crate::model::{Claim, ClaimId, HighlightId, IncidentId, Modifier, Project, Vocabulary as _};
use crate::session::Session;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, tokens};
use crate::ui::widgets::{ActionButton, FigureLabel, focus_ring, words};
use crate::views::{Action, Focus, ViewCtx};

/// What is listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Opened {
    /// What a bar is made of.
    Bar(Target),
    /// What the footer speaks of.
    Left(Left),
}

/// What was done to the list.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct DrillOutput {
    /// It shall be closed.
    pub(super) close: bool,
    /// A claim or an incident is under the pointer or has the keyboard.
    pub(super) hovered: Option<Focus>,
}

/// Shows the list into all the room there is. Where it shall `grab` the keyboard, its first row has
/// it from now on.
pub(super) fn show(
    ui: &mut Ui,
    data: &ChartData,
    opened: Opened,
    grab: bool,
    ctx: &mut ViewCtx<'_>,
) -> DrillOutput {
    let session = ctx.session;
    let (heading, caption, parts) = content(session, data, opened);
    let mut output = DrillOutput { close: head(ui, &heading), hovered: None };
    ui.horizontal_wrapped(|ui| {
        if let Opened::Bar(target) = opened {
            let bounds = Bounds::of(&target.total(data));
            ui.add(FigureLabel::new(&bounds.low, &bounds.best, &bounds.high));
        }
        ui.label(theme::caption(ui, caption));
    });
    ui.add_space(TIGHT);
    ScrollArea::vertical().id_salt("drill").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if parts.is_empty() {
            ui.label(theme::muted(ui, "There is nothing in this bar any more."));
        }
        for (nth, part) in parts.iter().enumerate() {
            ui.push_id(part.incident.as_str(), |ui| {
                let first = incident(ui, part, ctx, &mut output);
                if grab && nth == 0 {
                    first.request_focus();
                }
                let claims = part.claims.iter().filter_map(|id| session.project().claims.get(id));
                for one in claims {
                    claim(ui, one, ctx, &mut output);
                }
                if part.claims.is_empty() {
                    indented(ui, |ui| ui.label(theme::caption(ui, "No claims yet.")));
                }
            });
            ui.add_space(GAP);
        }
    });
    output
}

/// Heading, the line below it, and what is listed.
fn content(session: &Session, data: &ChartData, opened: Opened) -> (String, String, Vec<Part>) {
    match opened {
        Opened::Bar(target) => {
            let mut parts = target.parts(session, data);
            for part in &mut parts {
                in_order(session, &mut part.claims);
            }
            let claims = parts.iter().map(|p| p.claims.len()).sum();
            let incomplete = target.total(data).incomplete;
            let caption = format!(
                "{}, {}{}",
                number::so_many(parts.len(), "incident", "incidents"),
                number::so_many(claims, "claim", "claims"),
                if incomplete { " · incomplete: a figure has no best number" } else { "" },
            );
            (target.heading(data), caption, parts)
        }
        Opened::Left(left) => {
            let incidents = left_out::incidents(session, data, left);
            let part = |incident: IncidentId| {
                let claims = session.derived().claims_of(&incident).iter();
                let mut claims: Vec<ClaimId> = claims.map(|c| c.id.clone()).collect();
                in_order(session, &mut claims);
                let outcome = &data.spec.outcome;
                let total = session.derived().total(&incident, outcome).unwrap_or_default();
                Part { incident, claims, total }
            };
            let parts: Vec<Part> = incidents.into_iter().map(part).collect();
            let heading = format!("{} · {}", left.heading(), parts.len());
            (heading, left.explained().to_owned(), parts)
        }
    }
}

/// Claims that count first, then those that only raise the high bound, then repeats.
fn in_order(session: &Session, claims: &mut [ClaimId]) {
    let rank = |id: &ClaimId| {
        let claim = session.project().claims.get(id)?;
        Some(match session.derived().standing(claim) {
            Standing::Counts => 0,
            Standing::HighOnly => 1,
            Standing::LeftOut(LeftOut::SameOrigin(_)) => 2,
            Standing::LeftOut(_) => 3,
            Standing::Loose => 4,
        })
    };
    claims.sort_by_cached_key(|id| (rank(id), id.clone()));
}

/// The heading and the close button, which is the answer.
fn head(ui: &mut Ui, heading: &str) -> bool {
    let row = vec2(ui.available_width(), theme::CONTROL_HEIGHT);
    let layout = Layout::right_to_left(Align::Center);
    let head = ui.allocate_ui_with_layout(row, layout, |ui| {
        let close = ActionButton::new("Close the list").quiet().icon_only(icon::X);
        let close = ui.add(close.tooltip("Escape does the same")).clicked();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(theme::strong(heading)).truncate());
        });
        close
    });
    head.inner
}

/// A row that can be clicked, reached by Tab and read aloud.
fn row(ui: &mut Ui, name: &str, selected: bool, content: impl FnOnce(&mut Ui)) -> Response {
    let t = tokens(ui);
    let builder = UiBuilder::new().sense(Sense::click());
    let response = ui
        .scope_builder(builder, |ui| {
            let own = ui.response();
            let fill = if own.hovered() {
                t.hover
            } else if selected {
                t.selection
            } else {
                t.panel
            };
            Frame::new()
                .fill(fill)
                .corner_radius(CornerRadius::same(4))
                .inner_margin(Margin::symmetric(8, 4))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 1.0;
                    content(ui);
                });
        })
        .response;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, name));
    focus_ring(ui, response.rect.shrink(1.0), 4, &response);
    response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
}

fn incident(ui: &mut Ui, part: &Part, ctx: &mut ViewCtx<'_>, output: &mut DrillOutput) -> Response {
    let project = ctx.session.project();
    let name = title(project, &part.incident);
    let known = project.incidents.get(&part.incident);
    let mut about: Vec<String> = Vec::new();
    if let Some(incident) = known {
        about.push(match &incident.when {
            None => "undated".to_owned(),
            Some(when) if when.start == when.end => when.start.to_string(),
            Some(when) => format!("{} to {}", when.start, when.end),
        });
        let place = incident.place.as_ref().and_then(|id| project.places.get(id));
        let place = place.map_or(incident.place_text.as_str(), |p| p.name.as_str());
        if !place.is_empty() {
            about.push(place.to_owned());
        }
    }
    let bounds = Bounds::of(&part.total);
    let focus = Focus::Incident(part.incident.clone());
    let spoken = format!("{name}, {}", bounds.line());
    let response = row(ui, &spoken, ctx.desk.focus == focus, |ui| {
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), 18.0),
            Layout::right_to_left(Align::Center),
            |ui| {
                if part.total != Total::default() {
                    ui.add(FigureLabel::new(&bounds.low, &bounds.best, &bounds.high));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    words(ui, name, |_, s| theme::strong(s));
                });
            },
        );
        words(ui, &about.join(" · "), |ui, s| theme::caption(ui, s));
    });
    if response.hovered() || response.has_focus() {
        output.hovered = Some(focus.clone());
    }
    if response.clicked() {
        ctx.push(Action::Focus(focus));
    }
    response
}

fn indented<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new().inner_margin(Margin { left: 16, ..Margin::ZERO }).show(ui, content).inner
}

fn claim(ui: &mut Ui, claim: &Claim, ctx: &mut ViewCtx<'_>, output: &mut DrillOutput) {
    let session = ctx.session;
    let lines = Lines::of(session, claim);
    let focus = Focus::Claim(claim.id.clone());
    let selected = ctx.desk.focus == focus;
    let response = indented(ui, |ui| {
        row(ui, &lines.spoken(), selected, |ui| {
            let t = tokens(ui);
            let ink = if lines.weak { t.muted } else { t.text };
            let small = |s: &str| RichText::new(s).color(t.text).text_style(TextStyle::Small);
            words(ui, &lines.words, |_, s| RichText::new(s).color(ink));
            words(ui, &lines.source, |_, s| small(s));
            words(ui, &lines.article, |ui, s| theme::caption(ui, s));
        })
    });
    let t = tokens(ui);
    let hue = crate::views::looks::outcome_hue(t, &claim.outcome);
    let left = response.rect.left() - 6.0;
    let line = Stroke::new(2.0, if lines.weak { t.subdued(hue) } else { hue });
    ui.painter().vline(left, response.rect.y_range().shrink(3.0), line);
    if response.hovered() || response.has_focus() {
        output.hovered = Some(focus);
    }
    if response.clicked() {
        reveal(ctx, &claim.id);
    }
}

/// Puts a claim into focus and shows the sentence that says so.
pub(super) fn reveal(ctx: &mut ViewCtx<'_>, claim: &ClaimId) {
    ctx.push(Action::Focus(Focus::Claim(claim.clone())));
    if let Some(highlight) = first_highlight(ctx.session, claim) {
        ctx.push(Action::Reveal(highlight));
    }
}

/// The first highlight of a claim whose words still stand in their article; else the first.
fn first_highlight(session: &Session, claim: &ClaimId) -> Option<HighlightId> {
    let project = session.project();
    let all = &project.claims.get(claim)?.highlights;
    let stands = |id: &&HighlightId| project.highlights.get(*id).is_some_and(|h| !h.unanchored);
    all.iter().find(stands).or_else(|| all.first()).cloned()
}

/// Why a claim does not count, in words: another claim by what it says.
fn reason(project: &Project, why: &LeftOut) -> String {
    let said = |id: &ClaimId| {
        let claim = project.claims.get(id);
        claim.map_or_else(|| id.to_string(), |claim| format!("“{}”", claim.verbatim))
    };
    match why {
        LeftOut::Subset(of) => format!("a part of {}", said(of)),
        LeftOut::Superseded(by) => format!("superseded by {}", said(by)),
        LeftOut::SameOrigin(of) => format!("same origin and figure as {}", said(of)),
        LeftOut::NotAccepted
        | LeftOut::Scope(_)
        | LeftOut::Partial
        | LeftOut::Partisan
        | LeftOut::NoNumber
        | LeftOut::NonConflict => why.label(),
    }
}

/// A claim in words.
struct Lines {
    /// The figure as worded: `“at least 73”`.
    words: String,
    /// Who says it, and how it counts.
    source: String,
    /// Where it stands.
    article: String,
    /// It does not count by itself.
    weak: bool,
}

impl Lines {
    fn of(session: &Session, claim: &Claim) -> Self {
        let project = session.project();
        let highlight = first_highlight(session, &claim.id);
        let highlight = highlight.and_then(|id| project.highlights.get(&id));
        let verbatim = match highlight {
            Some(highlight) if claim.verbatim.is_empty() => highlight.exact.as_str(),
            _ => claim.verbatim.as_str(),
        };
        let mut words = format!("“{verbatim}”");
        let modifier = claim.modifier.label();
        let said = verbatim.to_lowercase().contains(modifier);
        if claim.modifier != Modifier::Exact && !said {
            words = format!("{words} · {modifier}");
        }
        let article = highlight.and_then(|h| session.article(&h.article));
        let source = claim.source.as_ref().and_then(|id| project.sources.get(id));
        let mut who = source.map_or_else(
            || match article.as_ref().map(|a| a.publisher.as_str()) {
                None | Some("") => "the article’s own voice".to_owned(),
                Some(publisher) => format!("{publisher}, own voice"),
            },
            |source| source.name.clone(),
        );
        let standing = session.derived().standing(claim);
        match &standing {
            Standing::Counts | Standing::Loose => {}
            Standing::HighOnly => who.push_str(" · counts for the high bound only"),
            Standing::LeftOut(LeftOut::SameOrigin(_)) => who.push_str(" · says the same again"),
            Standing::LeftOut(why) => {
                who = format!("{who} · does not count: {}", reason(project, why));
            }
        }
        let article = article.map_or_else(
            || "the article is not at hand".to_owned(),
            |article| {
                let date = article.published_on().or(claim.claimed_at);
                let date = date.map_or_else(|| "no date".to_owned(), |d| d.to_string());
                format!("{date} · {}", article.display_title())
            },
        );
        let weak = standing != Standing::Counts;
        Self { words, source: who, article, weak }
    }

    fn spoken(&self) -> String {
        format!("{}, {}, {}", self.words, self.source, self.article)
    }
}
