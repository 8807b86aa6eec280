//! The columns of the table of incidents: which have room, and how wide each is.
//!
//! *Invariants*: a column of figures is as wide as the figures in it; the title has what it needs
//! before columns of less weight have any.

use std::collections::HashSet;

use eframe::egui::{TextStyle, Ui};

use super::record::{GroupText, Record, groups_in_words};
use super::roll::{Column, Roll};
use crate::model::{EventType, Grade, IncidentId, Vocabulary as _};
use crate::session::Session;
use crate::ui::theme::semibold;

/// How a column is headed and how wide it may be.
pub struct Head {
    /// The column.
    pub column: Column,
    /// The word above it.
    pub word: &'static str,
    /// What it says.
    pub tip: &'static str,
    /// Its content stands at the right: numbers.
    pub right: bool,
    /// It is at least so wide: its head has room.
    least: f32,
    /// And at most so wide at first.
    most: f32,
    /// Where there is no room for all columns, those of the greatest number go first, but for one that
    /// fits beside all before it: what they say stands in the detail too.
    goes: u8,
}

const HEADS: [Head; 11] = [
    head(Column::Date, "Date", "First day of the incident", (78.0, 180.0), 0),
    head(Column::Title, "Title", "Name of the incident", (TITLE, ROOMY_TITLE), 0),
    head(Column::Place, "Place", "Place and country", (60.0, 150.0), 2),
    number(
        Column::Killed,
        "Killed",
        "Killed: low, best, high of each group of victims. In order of the greatest",
        (58.0, MOST),
        0,
    ),
    number(Column::Injured, "Injured", "Injured: low, best, high of each group", (62.0, MOST), 3),
    head(Column::Others, "Other", "Other outcomes", (50.0, 150.0), 7),
    number(Column::Claims, "Claims", "Claims of this incident", (58.0, 58.0), 4),
    number(Column::Sources, "Sources", "Independent sources of its claims", (64.0, 64.0), 5),
    head(Column::Kind, "Type", "Type of event", (48.0, 150.0), 8),
    head(Column::Grade, "Grade", "Confidence grade", (52.0, 90.0), 6),
    head(Column::Flags, "Flags", "What to look at", (50.0, 74.0), 1),
];

/// The title's least width: it takes what the others leave.
pub const TITLE: f32 = 150.0;
/// As much as it needs up to here it has before others have any.
const ROOMY_TITLE: f32 = 340.0;
/// A column of figures grows with them up to here.
pub const MOST: f32 = 260.0;
/// And up to this share of the room.
const SHARE: f32 = 0.28;
/// What is left over makes no column wider than this.
const WIDEST: f32 = 340.0;
/// Room between two columns.
pub const SPACING: f32 = 12.0;
/// So many rows are measured before the table is drawn for the first time.
const FIRST_ROWS: usize = 40;

const fn head(
    column: Column,
    word: &'static str,
    tip: &'static str,
    (least, most): (f32, f32),
    goes: u8,
) -> Head {
    Head { column, word, tip, right: false, least, most, goes }
}

const fn number(
    column: Column,
    word: &'static str,
    tip: &'static str,
    (least, most): (f32, f32),
    goes: u8,
) -> Head {
    Head { right: true, ..head(column, word, tip, (least, most), goes) }
}

/// How wide the widest content of each column is, of the rows that were shown so far.
#[derive(Debug, Default)]
pub struct Widths {
    widest: [f32; HEADS.len()],
    /// The room that all of them have.
    room: f32,
    /// The rows that are measured, as they are now.
    measured: HashSet<IncidentId>,
}

impl Widths {
    /// The rows are others, or say something else: they are measured again.
    pub fn measure_again(&mut self) {
        self.measured.clear();
    }

    /// Measures the first rows: with them the table is drawn first.
    pub fn begin(&mut self, ui: &Ui, session: &Session, roll: &mut Roll) {
        for nth in 0..roll.len().min(FIRST_ROWS) {
            let known = roll.id(nth).is_none_or(|id| self.measured.contains(id));
            if !known && let Some(record) = roll.record(session, nth) {
                self.measure(ui, &record);
            }
        }
    }

    /// Measures a row that is drawn. True where a column is to be wider than it was.
    pub fn measure(&mut self, ui: &Ui, record: &Record) -> bool {
        if !self.measured.insert(record.incident.id.clone()) {
            return false;
        }
        let mut wider = false;
        for (widest, head) in self.widest.iter_mut().zip(&HEADS) {
            let width = content(ui, head.column, record).ceil();
            if width > *widest {
                *widest = width;
                wider = true;
            }
        }
        wider
    }

    /// How wide a column is at first.
    pub fn of(&self, head: &Head) -> f32 {
        let at = HEADS.iter().position(|known| known.column == head.column);
        let widest = at.and_then(|at| self.widest.get(at)).copied().unwrap_or(0.0);
        // Many groups in words take no more than their share: the title says which incident it is.
        let most = if head.right { head.most.min(self.room * SHARE) } else { head.most };
        widest.clamp(head.least, most.max(head.least))
    }

    /// How wide a column is drawn first, among these: what is left over goes to words that would be
    /// cut, and the rest to the title.
    pub fn among(&self, heads: &[&Head], head: &Head) -> f32 {
        let taken: f32 = heads.iter().map(|head| self.of(head) + SPACING).sum();
        let mut left = (self.room - taken).max(0.0);
        for column in [Column::Killed, Column::Place, Column::Injured] {
            let Some(own) = heads.iter().find(|head| head.column == column) else { continue };
            let at = HEADS.iter().position(|known| known.column == column);
            let widest = at.and_then(|at| self.widest.get(at)).copied().unwrap_or(0.0);
            let more = (widest.min(WIDEST) - self.of(own)).clamp(0.0, left);
            if head.column == column {
                return self.of(own) + more;
            }
            left -= more;
        }
        self.of(head)
    }

    /// How narrow it can be made: figures are never cut.
    pub fn least(&self, head: &Head) -> f32 {
        if head.right { self.of(head) } else { 40.0 }
    }

    /// The columns that have room.
    pub fn heads_within(&mut self, room: f32) -> Vec<&'static Head> {
        self.room = room;
        let mut by_weight: Vec<&Head> = HEADS.iter().collect();
        by_weight.sort_by_key(|head| head.goes);
        let mut left = room;
        by_weight.retain(|head| {
            let width = self.of(head) + SPACING;
            let fits = head.goes == 0 || width <= left;
            left -= if fits { width } else { 0.0 };
            fits
        });
        HEADS.iter().filter(|head| by_weight.iter().any(|h| h.column == head.column)).collect()
    }
}

/// The width that a row wants of a column.
fn content(ui: &Ui, column: Column, record: &Record) -> f32 {
    let body = TextStyle::Body.resolve(ui.style());
    let width = |text: &str| {
        let ink = eframe::egui::Color32::PLACEHOLDER;
        ui.painter().layout_no_wrap(text.to_owned(), body.clone(), ink).size().x
    };
    match column {
        // A space and the mark of the row in focus stand before it.
        Column::Date => 8.0 + width(record.date.as_deref().unwrap_or("undated")),
        Column::Title => width(record.title()),
        Column::Place => width(&record.place),
        Column::Killed => figures(ui, &record.killed, &width),
        Column::Injured => figures(ui, &record.injured, &width),
        Column::Others => {
            let chip = |text: &str| width(text) + 34.0;
            record.others.iter().map(|(_, group)| chip(&group.figure.short())).sum()
        }
        Column::Claims | Column::Sources => 0.0,
        Column::Kind if record.incident.event_type == EventType::Unspecified => 0.0,
        Column::Kind => width(record.incident.event_type.label()),
        Column::Grade if record.incident.grade == Grade::Ungraded => 0.0,
        Column::Grade => width(record.incident.grade.label()),
        Column::Flags => 22.0 * record.flags.len() as f32,
    }
}

/// The width of the figures of an outcome, as the table draws them.
fn figures(ui: &Ui, groups: &[GroupText], width: &impl Fn(&str) -> f32) -> f32 {
    match groups {
        [] => 0.0,
        [one] if !one.non_conflict => {
            let figure = &one.figure;
            let ink = eframe::egui::Color32::PLACEHOLDER;
            let body = TextStyle::Body.resolve(ui.style());
            let best = ui.painter().layout_no_wrap(figure.best.clone(), semibold(body.size), ink);
            let alike = figure.low == figure.best && figure.best == figure.high;
            let around = if alike {
                0.0
            } else {
                width(&[&figure.low, " –  – ", &figure.high].concat())
            };
            let by_hand = if figure.overridden { 20.0 } else { 0.0 };
            best.size().x + around + by_hand + 2.0
        }
        several => width(&groups_in_words(several)) + 2.0,
    }
}
