//! The Findings: what looks wrong or unfinished, by severity and kind, each a click from its
//! cause.

mod cause;
mod list;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui::{
    Color32, CornerRadius, FontId, Frame, Id, Margin, Rect, Role, ScrollArea, Sense, Stroke,
    StrokeKind, TextStyle, TextWrapMode, Ui, UiBuilder, WidgetInfo, WidgetText, pos2, vec2,
};

use crate::analysis::{Finding, FindingKind, Severity, Subject};
use crate::edit::{Command, LinkIncidents, MergeIncidents};
use crate::model::LinkKind;
use crate::ui::bidi;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, Tokens, tokens};
use crate::ui::widgets::{ActionButton, EmptyState, hairline};

use super::library::keys::{KeyedList, Step};
use super::library::speech::spoken;
use super::{Action, Focus, ViewCtx};
use list::{Filter, Line, List, SEVERITIES};

const ROW: f32 = 26.0;
const INDENT: f32 = 20.0;
/// From this width on a row names the incident or article that it is about.
const PLACE_FROM: f32 = 520.0;

/// The Findings' own looks: filter, what is folded up, the row that was followed last.
#[derive(Debug, Default)]
pub struct FindingsPanel {
    filter: Filter,
    list: List,
    /// The finding that was followed last.
    at: Option<Arc<Finding>>,
    moved: bool,
}

impl FindingsPanel {
    /// By which the list of findings has the keyboard.
    pub fn list_id() -> Id {
        Id::unique("finding list")
    }

    /// Shows the panel.
    pub fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        let findings = ctx.session.findings();
        if findings.is_empty() {
            EmptyState::new(icon::SEAL_CHECK, "Nothing to report.").show(ui);
            return;
        }
        self.list.refresh(ctx.session.findings_revision(), findings, &self.filter);
        let margin = Margin { left: 8, right: 8, top: 6, bottom: 6 };
        Frame::new().inner_margin(margin).show(ui, |ui| self.filter_row(ui, findings.len()));
        hairline(ui);
        self.list.refresh(ctx.session.findings_revision(), findings, &self.filter);
        if self.list.lines().is_empty() {
            let all = ActionButton::new("Show all").icon(icon::FUNNEL_X);
            if EmptyState::new(icon::FUNNEL, "None of this severity.").action(all).show(ui) {
                self.filter.severity = None;
            }
            return;
        }
        self.decision(ui, ctx, findings);
        self.lines(ui, ctx, findings);
    }

    /// What can be decided of two incidents that may be one, once their finding is followed.
    fn decision(&self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, findings: &[Arc<Finding>]) {
        let there = |at: &&Arc<Finding>| findings.contains(at);
        let Some(finding) = self.at.as_ref().filter(there) else { return };
        let (FindingKind::SameIncident, Subject::Incident(a)) = (finding.kind, &finding.subject)
        else {
            return;
        };
        let Some(Subject::Incident(b)) = finding.also.first() else { return };
        let title = |id| ctx.session.project().incidents.get(id).map_or("", |i| i.title.as_str());
        let (first, second) = (title(a).to_owned(), title(b).to_owned());
        let margin = Margin { left: 12, right: 8, top: 4, bottom: 4 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(TIGHT, TIGHT);
                ui.label(theme::caption(ui, format!("{first} and {second}:")));
                let other = ActionButton::new("Show the other").icon(icon::ARROWS_LEFT_RIGHT);
                if ui.add(other.quiet()).clicked() {
                    ctx.push(Action::Focus(Focus::Incident(b.clone())));
                }
                let merge = ActionButton::new("Merge").icon(icon::ARROWS_MERGE);
                let merge = ui.add(merge.quiet());
                if merge.on_hover_text(format!("Put all of {second} into {first}")).clicked() {
                    let merge = MergeIncidents { from: b.clone(), into: a.clone() };
                    ctx.push(Action::Edit(Command::MergeIncidents(merge)));
                }
                let apart = ui.add(ActionButton::new("Not the same").icon(icon::X).quiet());
                if apart.on_hover_text("Remember that, and do not propose it again").clicked() {
                    let link = LinkIncidents {
                        a: a.clone(),
                        b: b.clone(),
                        kind: LinkKind::NotSame,
                        note: String::new(),
                    };
                    ctx.push(Action::Edit(Command::LinkIncidents(link)));
                }
            });
        });
        hairline(ui);
    }

    fn filter_row(&mut self, ui: &mut Ui, all: usize) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(TIGHT, TIGHT);
            let whole = format!("All {all}");
            let button = ActionButton::new(&whole).quiet().selected(self.filter.severity.is_none());
            if ui.add(button).clicked() {
                self.filter.severity = None;
            }
            for (severity, count) in SEVERITIES.into_iter().zip(self.list.counts()) {
                let text = format!("{} {count}", plural(severity));
                let on = self.filter.severity == Some(severity);
                let none = (count == 0).then_some("There are none");
                let button = ActionButton::new(&text).icon(severity_icon(severity)).disabled(none);
                if ui.add(button.quiet().selected(on)).clicked() {
                    self.filter.severity = (!on).then_some(severity);
                }
            }
        });
    }

    fn lines(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, findings: &[Arc<Finding>]) {
        let rect = ui.available_rect_before_wrap();
        let keyed = KeyedList::new(ui, Self::list_id(), rect, "Findings");
        let mut show = None;
        if self.moved || keyed.step.is_some() {
            self.moved = false;
            let finding = self.at.as_ref().and_then(|at| findings.iter().position(|f| f == at));
            let at = finding.and_then(|nth| self.list.place(nth));
            show = at;
            if let Some(to) = keyed.step.and_then(|step| self.target(step, at, rect.height())) {
                show = self.list.place(to);
                self.follow(ctx, findings, to);
            }
            if let (Some(Step::Follow), Some(nth)) = (keyed.step, finding) {
                self.follow(ctx, findings, nth);
            }
        }
        let lines = self.list.lines().len();
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("findings").auto_shrink(false);
        let mut followed = None;
        let mut folded = None;
        area.show_viewport(ui, |ui, view| {
            ui.set_height(ROW * lines as f32);
            let whole = ui.max_rect();
            let row = |nth: usize| {
                let top = whole.top() + nth as f32 * ROW;
                whole.with_min_y(top).with_max_y(top + ROW)
            };
            if let Some(show) = show {
                ui.scroll_to_rect(row(show), None);
            }
            let first = (view.top() / ROW).floor().max(0.0) as usize;
            let last = ((view.bottom() / ROW).ceil() as usize).min(lines);
            for nth in first..last {
                match self.list.lines().get(nth).copied() {
                    Some(Line::Severity(severity, count)) => {
                        severity_head(ui, row(nth), severity, count);
                    }
                    Some(Line::Kind(kind, count)) => {
                        let is_folded = self.filter.folded.contains(&kind);
                        if kind_head(ui, row(nth), kind, count, is_folded) {
                            folded = Some(kind);
                        }
                    }
                    Some(Line::Finding(at)) => {
                        if let Some(finding) = findings.get(at) {
                            let selected = self.at.as_ref() == Some(finding);
                            if finding_row(ui, ctx, row(nth), finding, selected, &keyed) {
                                followed = Some(at);
                            }
                        }
                    }
                    None => {}
                }
            }
        });
        if let Some(kind) = folded
            && !self.filter.folded.remove(&kind)
        {
            self.filter.folded.insert(kind);
        }
        if let Some(nth) = followed {
            keyed.response.request_focus();
            self.follow(ctx, findings, nth);
        }
    }

    /// The finding that a key goes to.
    fn target(&self, step: Step, at: Option<usize>, height: f32) -> Option<usize> {
        let page = (height / ROW) as usize;
        let to = step.target(at, self.list.lines().len(), page)?;
        let forward = matches!(step, Step::Down | Step::PageDown | Step::First);
        let found = self.list.finding_near(to, forward);
        found.or_else(|| self.list.finding_near(to, !forward))
    }

    fn follow(&mut self, ctx: &mut ViewCtx<'_>, findings: &[Arc<Finding>], nth: usize) {
        let Some(finding) = findings.get(nth) else { return };
        self.at = Some(Arc::clone(finding));
        self.moved = true;
        for action in cause::lead(ctx.session, &finding.subject) {
            ctx.push(action);
        }
    }
}

fn plural(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Errors",
        Severity::Warning => "Warnings",
        Severity::Note => "Notes",
    }
}

fn severity_icon(severity: Severity) -> char {
    match severity {
        Severity::Error => icon::WARNING_OCTAGON,
        Severity::Warning => icon::WARNING,
        Severity::Note => icon::INFO,
    }
}

fn severity_ink(t: &Tokens, severity: Severity) -> Color32 {
    match severity {
        Severity::Error => t.error.text,
        Severity::Warning => t.warning.text,
        Severity::Note => t.muted,
    }
}

fn severity_head(ui: &mut Ui, rect: Rect, severity: Severity, count: usize) {
    let ink = severity_ink(tokens(ui), severity);
    let text = format!("{}\u{2002}{}", severity_icon(severity), plural(severity));
    let inner = rect.shrink2(vec2(12.0, 0.0));
    let layout = eframe::egui::Layout::left_to_right(eframe::egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout), |ui| {
        let head = ui.label(theme::strong(text).color(ink));
        spoken(head, plural(severity));
        ui.label(theme::caption(ui, count.to_string()));
    });
}

/// Shows the head of a kind. True where it is to be folded up or unfolded.
fn kind_head(ui: &mut Ui, rect: Rect, kind: FindingKind, count: usize, folded: bool) -> bool {
    let t = tokens(ui);
    let response = ui.interact(rect, ui.make_persistent_id(("kind", kind.id())), Sense::click());
    let ground = rect.shrink2(vec2(TIGHT, 1.0));
    let round = CornerRadius::same(theme::CONTROL_RADIUS);
    if response.hovered() {
        ui.painter().rect_filled(ground, round, t.hover);
    }
    let middle = |height: f32| rect.center().y - height / 2.0;
    let caret = if folded { icon::CARET_RIGHT } else { icon::CARET_DOWN };
    let caret = ui.painter().layout_no_wrap(caret.to_string(), FontId::proportional(11.0), t.muted);
    let left = rect.left() + 14.0;
    ui.painter().galley(pos2(left, middle(caret.size().y)), caret, t.muted);
    let style = TextStyle::Body.resolve(ui.style());
    let words = ui.painter().layout_no_wrap(kind.label().to_owned(), style, t.muted);
    let x = left + INDENT;
    let width = words.size().x;
    ui.painter().galley(pos2(x, middle(words.size().y)), words, t.muted);
    let small = TextStyle::Small.resolve(ui.style());
    let number = ui.painter().layout_no_wrap(count.to_string(), small, t.muted);
    ui.painter().galley(pos2(x + width + GAP, middle(number.size().y)), number, t.muted);
    crate::ui::widgets::focus_ring(ui, ground, theme::CONTROL_RADIUS, &response);
    response.widget_info(|| {
        let verb = if folded { "Unfold" } else { "Fold" };
        WidgetInfo::labeled(Role::Button, true, format!("{verb} {}, {count}", kind.label()))
    });
    response.clicked()
}

/// Shows a finding. True where it is to be followed.
fn finding_row(
    ui: &mut Ui,
    ctx: &ViewCtx<'_>,
    rect: Rect,
    finding: &Finding,
    selected: bool,
    keyed: &KeyedList,
) -> bool {
    let t = tokens(ui);
    let also: Vec<&str> = finding.also.iter().map(crate::analysis::Subject::id).collect();
    let key = ("finding", finding.kind.id(), finding.subject.id(), also, &finding.message);
    let id = ui.make_persistent_id(key);
    let response = ui.interact(rect, id, Sense::CLICK);
    let ground = rect.shrink2(vec2(TIGHT, 1.0));
    let round = CornerRadius::same(theme::CONTROL_RADIUS);
    if selected {
        ui.painter().rect_filled(ground, round, t.selection);
        keyed.leads_to(ui.ctx(), id);
        if keyed.response.has_focus() {
            let ring = Stroke::new(1.5, t.focus);
            ui.painter().rect_stroke(ground, round, ring, StrokeKind::Inside);
        }
    } else if response.hovered() {
        ui.painter().rect_filled(ground, round, t.hover);
    }
    let middle = |height: f32| rect.center().y - height / 2.0;
    let mark = cause::subject_icon(&finding.subject).to_string();
    let ink = severity_ink(t, finding.kind.severity());
    let mark = ui.painter().layout_no_wrap(mark, FontId::proportional(15.0), ink);
    let left = rect.left() + 14.0 + INDENT;
    ui.painter().galley(pos2(left, middle(mark.size().y)), mark, ink);
    let text_left = left + INDENT + 2.0;
    let mut right = rect.right() - 12.0;
    let place = cause::place(ctx.session, &finding.subject);
    if rect.width() >= PLACE_FROM && !place.is_empty() && !finding.message.contains(&place) {
        let text = theme::caption(ui, bidi::line(&place));
        let place = cut(ui, text.into(), rect.width() * 0.3, TextStyle::Small);
        right -= place.size().x;
        ui.painter().galley(pos2(right, middle(place.size().y)), place, t.muted);
        right -= GAP * 2.0;
    }
    let message = &sentence(&finding.message);
    let words = cut(ui, bidi::line(message).as_ref().into(), right - text_left, TextStyle::Body);
    ui.painter().galley(pos2(text_left, middle(words.size().y)), words, t.text);
    response.widget_info(|| {
        let name = format!("{}: {message}", finding.kind.label());
        WidgetInfo::selected(Role::ListBoxOption, true, selected, name)
    });
    let clicked = response.clicked();
    response.on_hover_ui(|ui| {
        ui.label(theme::strong(finding.kind.label()));
        ui.label(bidi::line(message));
        if !place.is_empty() {
            ui.label(theme::muted(ui, bidi::line(&place)));
        }
        ui.label(theme::caption(ui, format!("Click to go to the {}", finding.subject.kind())));
    });
    clicked
}

/// With a capital at its beginning.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

fn cut(
    ui: &Ui,
    text: WidgetText,
    width: f32,
    style: TextStyle,
) -> std::sync::Arc<eframe::egui::Galley> {
    text.into_galley(ui, Some(TextWrapMode::Truncate), width.max(0.0), style)
}
