//! The incident in focus: what it is, its toll, and its claims side by side by source.

use std::rc::Rc;

use eframe::egui::{
    Align, CornerRadius, Frame, Label, Layout, Margin, Rangef, Rect, RichText, Role, ScrollArea,
    Sense, TextStyle, TextWrapMode, Ui, UiBuilder, WidgetInfo, WidgetText, pos2, vec2,
};

use super::lanes::{self, Group, Lane};
use super::plot::{self, Scale};
use super::record::Record;
use crate::model::{IncidentId, Vocabulary as _};
use crate::ui::bidi;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, tokens};
use crate::ui::widgets::{FigureLabel, Tag, Tone, focus_ring, hairline, words};
use crate::views::library::speech::spoken;
use crate::views::looks::{outcome_hue, outcome_icon};
use crate::views::{Action, Focus, ViewCtx};

const HEAD: f32 = 44.0;
const AXIS: f32 = 26.0;
/// The least height of the legend.
const LEGEND: f32 = 24.0;
const LANE: f32 = 34.0;
/// A lane's height where the panel is low: only the source, not where it was said.
const DENSE_LANE: f32 = 24.0;
const DENSE_BELOW: f32 = 300.0;
const FIGURE_WIDTH: f32 = 46.0;

/// The chart of one incident at one revision.
#[derive(Debug, Default)]
pub struct Detail {
    of: Option<(IncidentId, u64)>,
    groups: Vec<Group>,
    /// Height of the legend: where the panel is narrow it has two lines.
    legend: f32,
}

/// What is drawn at a height: the chart is as long as its claims are many, and only what is in
/// sight is drawn.
#[derive(Clone, Copy)]
enum Line {
    Head(usize),
    Lane(usize, usize),
    Axis(usize),
}

impl Detail {
    /// Shows the incident of this record, and gives the claim that the pointer is over.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        ctx: &mut ViewCtx<'_>,
        record: &Rc<Record>,
    ) -> Option<Focus> {
        let key = (record.incident.id.clone(), ctx.session.revision());
        if self.of.as_ref() != Some(&key) {
            self.groups = lanes::groups(ctx.session, &record.incident.id);
            self.of = Some(key);
        }
        let dense = ui.available_height() < DENSE_BELOW;
        let side = Margin { left: 12, right: 20, top: 8, bottom: 6 };
        Frame::new().inner_margin(side).show(ui, |ui| head(ui, record));
        hairline(ui);
        ui.push_id(record.incident.id.as_str(), |ui| self.chart(ui, ctx, dense)).inner
    }

    fn lines(&self, lane: f32) -> Vec<(f32, Line)> {
        let mut y = TIGHT;
        let mut lines = Vec::new();
        for (g, group) in self.groups.iter().enumerate() {
            lines.push((y, Line::Head(g)));
            y += HEAD;
            for l in 0..group.lanes.len() {
                lines.push((y, Line::Lane(g, l)));
                y += lane;
            }
            lines.push((y, Line::Axis(g)));
            y += AXIS + GAP;
        }
        lines
    }

    fn chart(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, dense: bool) -> Option<Focus> {
        let mut hovered = None;
        let lane = if dense { DENSE_LANE } else { LANE };
        let lines = self.lines(lane);
        let whole = lines.last().map_or(0.0, |(y, _)| y + AXIS + GAP);
        let area = ScrollArea::vertical().id_salt("claims").auto_shrink(false);
        area.show_viewport(ui, |ui, view| {
            ui.set_min_height(whole + self.legend.max(LEGEND) + TIGHT);
            let full = ui.max_rect().shrink2(vec2(12.0, 0.0));
            let columns = Columns::new(full.x_range());
            let first = lines.partition_point(|(y, _)| y + HEAD < view.top());
            for (y, line) in lines.iter().skip(first).take_while(|(y, _)| *y < view.bottom()) {
                let top = full.top() + y;
                let (Line::Head(g) | Line::Lane(g, _) | Line::Axis(g)) = *line;
                let Some(group) = self.groups.get(g) else { continue };
                let scale = Scale::new(columns.plot, group.greatest, group.arrows);
                let rect = |height: f32| {
                    Rect::from_x_y_ranges(full.x_range(), Rangef::new(top, top + height))
                };
                match *line {
                    Line::Head(_) => group_head(ui, rect(HEAD), group),
                    Line::Lane(_, l) => {
                        if let Some(claim) = group.lanes.get(l) {
                            let at = (rect(lane), columns, &scale);
                            if show_lane(ui, ctx, at, group, claim) {
                                hovered = Some(Focus::Claim(claim.claim.clone()));
                            }
                        }
                    }
                    Line::Axis(_) => plot::paint_axis(ui, &scale, rect(AXIS)),
                }
            }
            let foot = Rect::from_min_size(
                pos2(full.left(), full.top() + whole),
                vec2(full.width(), f32::from(u8::MAX)),
            );
            if self.groups.is_empty() {
                let text = "No claims yet: mark a figure in an article and assign it here.";
                let at = full.with_max_y(full.top() + 60.0);
                ui.scope_builder(UiBuilder::new().max_rect(at), |ui| {
                    ui.add_space(GAP);
                    ui.add(Label::new(theme::muted(ui, text)).wrap());
                });
            } else {
                let legend = ui.scope_builder(UiBuilder::new().max_rect(foot), plot::legend);
                let height = legend.response.rect.height();
                if (height - self.legend).abs() > 0.5 {
                    self.legend = height;
                    ui.ctx().request_repaint();
                }
            }
        });
        hovered
    }
}

/// The columns of the chart: who says it, the plot, the number.
#[derive(Clone, Copy)]
struct Columns {
    names: Rangef,
    plot: Rangef,
    figures: Rangef,
}

impl Columns {
    fn new(x: Rangef) -> Self {
        let names = (x.span() * 0.4).clamp(96.0, 220.0);
        let figures = x.max - FIGURE_WIDTH;
        Self {
            names: Rangef::new(x.min, x.min + names),
            plot: Rangef::new(x.min + names + GAP, figures - GAP),
            figures: Rangef::new(figures, x.max),
        }
    }
}

fn head(ui: &mut Ui, record: &Record) {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        // Of several groups each stands with its claims below: they have no sum.
        let toll = match record.killed.as_slice() {
            [one] if !one.non_conflict => Some(&one.figure),
            _ => None,
        };
        let room = if toll.is_some() { 150.0 } else { 0.0 };
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - room).max(80.0));
            ui.spacing_mut().item_spacing.y = 2.0;
            words(ui, record.title(), |_, s| theme::heading(s));
            let incident = &record.incident;
            let date = record.date.as_deref().unwrap_or("undated");
            let mut facts = vec![date];
            if !record.place.is_empty() {
                facts.push(&record.place);
            }
            for word in [incident.event_type.label(), incident.grade.label()] {
                if word != crate::model::EventType::Unspecified.label() {
                    facts.push(word);
                }
            }
            let facts = facts.join(" · ");
            words(ui, &facts, |ui, s| theme::caption(ui, s));
        });
        if let Some(toll) = toll {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.add(toll.label().big());
                let hue = outcome_hue(t, &crate::model::Outcome::Killed);
                let mark = RichText::new(icon::SKULL).size(16.0).color(hue);
                spoken(ui.label(mark), "Killed").on_hover_text("Killed");
            });
        }
    });
    if !record.flags.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(TIGHT, TIGHT);
            for flag in &record.flags {
                let tone = if flag.warns { Tone::Attention } else { Tone::Neutral };
                let tag = ui.add(Tag::new(flag.word).icon(flag.icon).tone(tone));
                tag.on_hover_text(&flag.text);
            }
        });
    }
}

fn group_head(ui: &mut Ui, rect: Rect, group: &Group) {
    let t = tokens(ui);
    let layout = Layout::left_to_right(Align::Center);
    let upper = rect.with_max_y(rect.top() + 26.0);
    ui.scope_builder(UiBuilder::new().max_rect(upper).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let hue = outcome_hue(t, &group.outcome);
        let mark = RichText::new(outcome_icon(&group.outcome)).size(15.0).color(hue);
        spoken(ui.label(mark), "");
        ui.label(theme::strong(group.outcome.label()));
        ui.add(Label::new(theme::muted(ui, &group.who)).truncate());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(figure) = &group.figure {
                ui.add(figure.label());
            }
        });
    });
    let lower = rect.with_min_y(rect.top() + 25.0);
    ui.scope_builder(UiBuilder::new().max_rect(lower), |ui| {
        let basis = ui.add(Label::new(theme::caption(ui, &group.basis)).truncate());
        basis.on_hover_text(&group.basis);
    });
}

/// Shows a claim, and says whether the pointer is over it.
fn show_lane(
    ui: &mut Ui,
    ctx: &mut ViewCtx<'_>,
    (rect, columns, scale): (Rect, Columns, &Scale),
    group: &Group,
    lane: &Lane,
) -> bool {
    let t = tokens(ui);
    let id = ui.make_persistent_id(("lane", lane.claim.as_str(), group.outcome.id(), &group.who));
    let response = ui.interact(rect, id, Sense::click());
    let focus = Focus::Claim(lane.claim.clone());
    let lit = *ctx.desk.lit() == focus;
    let ground = rect.expand2(vec2(6.0, 0.0)).shrink2(vec2(0.0, 1.0));
    let round = CornerRadius::same(theme::CONTROL_RADIUS);
    if lit || response.hovered() {
        let fill = if ctx.desk.focus == focus { t.selection } else { t.hover };
        ui.painter().rect_filled(ground, round, fill);
    }
    plot::paint_band(ui, scale, group, rect.y_range());
    plot::paint_lane(ui, scale, group, lane, rect.center().y, lit || response.hovered());
    let out = lane.mark == lanes::Mark::LeftOut;
    let ink = if out { t.muted } else { t.text };
    let name =
        cut(ui, bidi::line(&lane.source).as_ref().into(), columns.names.span(), TextStyle::Body);
    let two = rect.height() >= LANE;
    let name_top = if two { rect.top() + 2.0 } else { rect.center().y - name.size().y / 2.0 };
    ui.painter().galley(pos2(columns.names.min, name_top), name, ink);
    if two {
        let said = theme::caption(ui, bidi::line(&lane.said));
        let said = cut(ui, said.into(), columns.names.span(), TextStyle::Small);
        ui.painter().galley(pos2(columns.names.min, rect.top() + 18.0), said, t.muted);
    }
    let number = cut(ui, lane.short.as_str().into(), columns.figures.span(), TextStyle::Body);
    let at = pos2(rect.right() - number.size().x, rect.center().y - number.size().y / 2.0);
    ui.painter().galley(at, number, ink);
    focus_ring(ui, ground, theme::CONTROL_RADIUS, &response);
    response.widget_info(|| {
        let name = format!("{}: {}, {}, {}", lane.source, lane.short, lane.said, lane.standing);
        WidgetInfo::selected(Role::Button, true, ctx.desk.focus == focus, name)
    });
    if response.clicked() {
        ctx.push(Action::Focus(focus));
        if let Some(highlight) = &lane.highlight {
            ctx.push(Action::Reveal(highlight.clone()));
        }
    }
    let hovered = response.hovered();
    response.on_hover_ui(|ui| {
        ui.label(theme::strong(bidi::line(&lane.source)));
        ui.label(theme::muted(ui, bidi::line(&lane.said)));
        ui.label(bidi::line(&format!("“{}”", lane.verbatim)));
        ui.label(format!("{}: {}", lane.figure, lane.standing));
        ui.label(theme::caption(ui, "Click to see the words"));
    });
    hovered
}

fn cut(
    ui: &Ui,
    text: WidgetText,
    width: f32,
    style: TextStyle,
) -> std::sync::Arc<eframe::egui::Galley> {
    text.into_galley(ui, Some(TextWrapMode::Truncate), width, style)
}

impl super::record::FigureText {
    /// The figure as a label.
    pub fn label(&self) -> FigureLabel<'_> {
        let label = FigureLabel::new(&self.low, &self.best, &self.high);
        label.overridden(self.overridden).tooltip(&self.tooltip)
    }
}
