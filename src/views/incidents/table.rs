//! The table of incidents: one row each, sorted by a click on a column's head.

use std::collections::BTreeSet;
use std::rc::Rc;

use eframe::egui::{
    Align, Button, Id, Label, Layout, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use egui_extras::{Column as Width, TableBuilder, TableRow};

use super::columns::{Head, SPACING, TITLE, Widths};
use super::record::{GroupText, Record, groups_in_words};
use super::roll::{Column, Query, Roll};
use crate::model::{EventType, Grade, IncidentId, Vocabulary as _};
use crate::ui::icon;
use crate::ui::theme::{self, TIGHT, tokens};
use crate::ui::widgets::{Chip, words};
use crate::views::library::keys::KeyedList;
use crate::views::library::speech::spoken;
use crate::views::looks::{outcome_hue, outcome_icon};
use crate::views::{Action, Focus, ViewCtx};

/// The height of a row.
pub const ROW: f32 = 26.0;
const HEAD: f32 = 26.0;

/// What the table is told, besides its rows.
pub struct Place<'a> {
    /// The list that has the keyboard.
    pub keyed: &'a KeyedList,
    /// The row to scroll to.
    pub show: Option<usize>,
    /// Several incidents that were chosen.
    pub chosen: &'a BTreeSet<IncidentId>,
}

/// What a click asked for.
#[derive(Default)]
pub struct Clicked {
    /// The incident of the row that was clicked.
    pub row: Option<usize>,
    /// It was clicked twice.
    pub twice: bool,
    /// The incident of the row under the pointer.
    pub hovered: Option<usize>,
    /// The incident of the row that was clicked with the other button.
    pub other: Option<usize>,
    /// What its menu was asked for.
    pub asked: Option<Asked>,
}

/// What the menu of a row is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// Its words in an article.
    Show,
    /// That all that are chosen become one.
    Merge,
    /// That it, or all that are chosen, go.
    Remove,
}

/// Shows the table.
pub fn show(
    ui: &mut Ui,
    ctx: &mut ViewCtx<'_>,
    roll: &mut Roll,
    query: &mut Query,
    place: &Place<'_>,
    widths: &mut Widths,
) -> Clicked {
    let mut clicked = Clicked::default();
    widths.begin(ui, ctx.session, roll);
    let heads = widths.heads_within(ui.available_width());
    ui.spacing_mut().item_spacing = vec2(SPACING, 0.0);
    let ink = tokens(ui).text;
    let visuals = ui.visuals_mut();
    visuals.widgets.noninteractive.bg_stroke = Stroke::NONE;
    visuals.selection.stroke.color = ink;
    let mut table = TableBuilder::new(ui)
        .id_salt(("incidents", heads.len()))
        .sense(Sense::CLICK)
        .resizable(true)
        .auto_shrink(false)
        .min_scrolled_height(ROW)
        .cell_layout(Layout::left_to_right(Align::Center));
    for head in &heads {
        table = table.column(if head.column == Column::Title {
            Width::remainder().at_least(TITLE).clip(true).resizable(false)
        } else {
            let width = Width::initial(widths.among(&heads, head)).at_least(widths.least(head));
            // Figures are as wide as they are: a grip beside them would only take clicks of their rows.
            width.clip(true).resizable(!head.right)
        });
    }
    if let Some(row) = place.show {
        table = table.scroll_to_row(row, None);
    }
    let table = table.header(HEAD, |mut row| {
        for head in &heads {
            row.col(|ui| column_head(ui, head, query));
        }
    });
    let mut shown = Vec::new();
    table.body(|body| {
        body.rows(ROW, roll.len(), |mut row| {
            let nth = row.index();
            let Some(record) = roll.record(ctx.session, nth) else { return };
            show_row(&mut row, ctx, &record, &heads, place);
            shown.push(record);
            let response = row.response();
            if response.secondary_clicked() {
                clicked.other = Some(nth);
            }
            let chosen = place.chosen.len();
            response.context_menu(|ui| {
                clicked.asked = menu(ui, chosen).or(clicked.asked);
            });
            if response.clicked() {
                clicked.row = Some(nth);
                clicked.twice = response.double_clicked();
            }
            if response.hovered() {
                clicked.hovered = Some(nth);
            }
        });
    });
    // Measured in every row: a figure that is wider than all before it makes room in the next frame.
    let wider = shown.iter().filter(|record| widths.measure(ui, record)).count() > 0;
    if wider {
        ui.ctx().request_repaint();
    }
    clicked
}

fn column_head(ui: &mut Ui, head: &Head, query: &mut Query) {
    let sorted = query.sort == head.column;
    let arrow = match (sorted, query.descending) {
        (false, _) => String::new(),
        (true, false) => format!("\u{2009}{}", icon::CARET_UP),
        (true, true) => format!("\u{2009}{}", icon::CARET_DOWN),
    };
    let t = tokens(ui);
    let ink = if sorted { t.text } else { t.muted };
    let text = RichText::new(format!("{}{arrow}", head.word)).small().color(ink);
    let layout = if head.right {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    let inset = if head.column == Column::Date { LEFT } else { 0.0 };
    ui.with_layout(layout, |ui| {
        ui.add_space(inset);
        let button = ui.add(Button::new(text).frame(false)).on_hover_text(head.tip);
        let how = match (sorted, query.descending) {
            (false, _) => "",
            (true, false) => ", ascending",
            (true, true) => ", descending",
        };
        let button = button.accessible_name(format!("Sort by {}{how}", head.word.to_lowercase()));
        if button.clicked() {
            query.descending = if sorted { !query.descending } else { head.right };
            query.sort = head.column;
        }
    });
}

/// Room at the left of a row.
const LEFT: f32 = 8.0;

fn show_row(
    row: &mut TableRow<'_, '_>,
    ctx: &ViewCtx<'_>,
    record: &Rc<Record>,
    heads: &[&Head],
    place: &Place<'_>,
) {
    let id = &record.incident.id;
    let in_focus = focused(ctx) == Some(id);
    let selected = in_focus || place.chosen.contains(id);
    row.set_selected(selected);
    let lit = ctx.desk.hover.as_ref().is_some_and(|hover| incident_of(ctx, hover) == Some(id));
    if lit && !selected {
        row.set_hovered(true);
    }
    for head in heads {
        row.col(|ui| {
            if head.column == Column::Date {
                if selected || lit {
                    let t = tokens(ui);
                    let bar = Rect::from_min_size(ui.max_rect().min, vec2(2.0, ROW));
                    let ink = if selected { t.accent } else { t.mark };
                    ui.painter().rect_filled(bar, 0.0, ink);
                }
                ui.add_space(LEFT);
            }
            cell(ui, head.column, record);
        });
    }
    let response = row.response();
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, selected, record.spoken()));
    if in_focus {
        place.keyed.leads_to(&response.ctx, response.id);
    }
}

/// The incident that the desk's focus is about.
pub fn focused<'a>(ctx: &'a ViewCtx<'_>) -> Option<&'a crate::model::IncidentId> {
    incident_of(ctx, &ctx.desk.focus)
}

fn incident_of<'a>(ctx: &'a ViewCtx<'_>, focus: &'a Focus) -> Option<&'a crate::model::IncidentId> {
    match focus {
        Focus::Nothing | Focus::Suggestion(_) => None,
        Focus::Incident(id) => Some(id),
        Focus::Claim(id) => ctx.session.project().claims.get(id)?.incident.as_ref(),
    }
}

/// What can be done with a row, or with all that are chosen.
fn menu(ui: &mut Ui, chosen: usize) -> Option<Asked> {
    let several = chosen > 1;
    let mut asked = None;
    let mut entry = |ui: &mut Ui, icon, words: &str, what, enabled| {
        let button = Button::new(icon::with_word(icon, words));
        let response = ui.add_enabled(enabled, button).accessible_name(words);
        let why = "Choose several first: click them with Ctrl, or press Space";
        if response.on_disabled_hover_text(why).clicked() {
            asked = Some(what);
            ui.close();
        }
    };
    entry(ui, icon::QUOTES, "Show the sentence", Asked::Show, true);
    let merge =
        if several { format!("Merge {chosen} incidents") } else { "Merge incidents".to_owned() };
    entry(ui, icon::ARROWS_MERGE, &merge, Asked::Merge, several);
    let remove =
        if several { format!("Remove {chosen} incidents") } else { "Remove incident".to_owned() };
    entry(ui, icon::TRASH, &remove, Asked::Remove, true);
    asked
}

/// Draws a cell.
fn cell(ui: &mut Ui, column: Column, record: &Record) {
    let words = |ui: &mut Ui, text: &str| {
        words(ui, text, |_, s| RichText::new(s));
    };
    match column {
        Column::Date => match &record.date {
            Some(date) => {
                let date = ui.add(Label::new(date).truncate());
                if !record.date_rule.is_empty() {
                    date.on_hover_text(&record.date_rule);
                }
            }
            None => {
                ui.label(theme::muted(ui, "undated"));
            }
        },
        Column::Title if record.incident.title.is_empty() => {
            ui.label(theme::muted(ui, record.title()));
        }
        Column::Title => words(ui, record.title()),
        Column::Place => words(ui, &record.place),
        Column::Killed => groups(ui, &record.killed),
        Column::Injured => groups(ui, &record.injured),
        Column::Others => others(ui, record),
        Column::Claims => count(ui, record.claims),
        Column::Sources => count(ui, record.sources),
        Column::Kind if record.incident.event_type == EventType::Unspecified => {}
        Column::Kind => words(ui, record.incident.event_type.label()),
        Column::Grade if record.incident.grade == Grade::Ungraded => {}
        Column::Grade => words(ui, record.incident.grade.label()),
        Column::Flags => flags(ui, record),
    }
}

fn right<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.with_layout(Layout::right_to_left(Align::Center), content).inner
}

/// The figures of an outcome: of one group low, best and high; of several each with its name, for
/// there is no sum of the two sides' dead.
fn groups(ui: &mut Ui, groups: &[GroupText]) {
    right(ui, |ui| match groups {
        [] => {
            let unknown = spoken(ui.label(theme::muted(ui, "—")), "unknown");
            unknown.on_hover_text("Not reported");
        }
        [one] if !one.non_conflict => {
            ui.add(one.figure.label());
        }
        several => {
            let words = groups_in_words(several);
            let lines: Vec<&str> = several.iter().map(|g| g.figure.tooltip.as_str()).collect();
            ui.add(Label::new(words).truncate()).on_hover_text(lines.join("\n"));
        }
    });
}

fn count(ui: &mut Ui, count: usize) {
    right(ui, |ui| ui.label(count.to_string()));
}

fn others(ui: &mut Ui, record: &Record) {
    ui.spacing_mut().item_spacing.x = TIGHT;
    for (outcome, group) in &record.others {
        let figure = &group.figure;
        let short = figure.short();
        let chip = Chip::new(&short).hue(outcome_hue(tokens(ui), outcome));
        let response = chip.icon(outcome_icon(outcome)).show(ui).response;
        let name = format!("{} {short} {}", outcome.label(), group.who);
        let response = response.accessible_name(name);
        response.on_hover_text(format!("{}\n{}", outcome.label(), figure.tooltip));
    }
}

fn flags(ui: &mut Ui, record: &Record) {
    ui.spacing_mut().item_spacing.x = TIGHT;
    for flag in &record.flags {
        let t = tokens(ui);
        let ink = if flag.warns { t.warning.text } else { t.muted };
        let mark = ui.label(RichText::new(flag.icon).size(15.0).color(ink));
        spoken(mark, &flag.text).on_hover_text(&flag.text);
    }
}

/// The id of the list that has the keyboard.
pub fn list_id() -> Id {
    Id::unique("incident list")
}

/// What a click or a key on a row asks for.
pub fn focus(ctx: &mut ViewCtx<'_>, roll: &Roll, nth: usize) {
    if let Some(id) = roll.id(nth) {
        ctx.push(Action::Focus(Focus::Incident(id.clone())));
    }
}
