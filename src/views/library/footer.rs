//! The foot of the Library: how much is coded, and what could not be read.

use eframe::egui::{
    Align, CornerRadius, Label, Layout, Rect, RichText, ScrollArea, Sense, Ui, vec2,
};

use super::listing::Listing;
use crate::corpus::FolderProblem;
use crate::session::{RowState, Session};
use crate::ui::icon;
use crate::ui::theme::{CONTROL_HEIGHT, GAP, TIGHT, tokens};
use crate::ui::widgets::ActionButton;

/// Height of the foot while the list of troubles is shut.
pub const HEIGHT: f32 = CONTROL_HEIGHT + GAP;
const LINE: f32 = 34.0;
const MOST_LINES: f32 = 4.5;

/// The height that the foot takes.
pub fn height(session: &Session, listing: &Listing, open: bool) -> f32 {
    let troubles = listing.unreadable.len() + problems(session).count();
    if open && troubles > 0 {
        HEIGHT + GAP + LINE * (troubles as f32).min(MOST_LINES)
    } else {
        HEIGHT
    }
}

fn problems(session: &Session) -> impl Iterator<Item = &FolderProblem> {
    session.library().folders().iter().flat_map(|folder| &folder.problems)
}

/// Shows it.
pub fn show(ui: &mut Ui, session: &Session, listing: &Listing, open: &mut bool) {
    let unreadable = listing.unreadable.len();
    let troubles = unreadable + problems(session).count();
    if troubles == 0 {
        *open = false;
    }
    if *open {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let most = LINE * (troubles as f32).min(MOST_LINES);
            let area = ScrollArea::vertical().id_salt("unreadable").max_height(most);
            area.auto_shrink([false, true]).show_rows(ui, LINE, troubles, |ui, seen| {
                for nth in seen {
                    trouble(ui, session, listing, nth);
                }
            });
        });
        ui.add_space(GAP);
    }
    ui.horizontal(|ui| {
        ui.set_min_height(CONTROL_HEIGHT);
        coded(ui, listing);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if troubles > 0 {
                let text = counted(unreadable, troubles);
                let room = ui.available_width();
                let what = match (unreadable == troubles, troubles) {
                    (true, _) => "unreadable",
                    (false, 1) => "problem",
                    (false, _) => "problems",
                };
                let short = format!("{troubles} {what}");
                let number = troubles.to_string();
                let word = match room {
                    r if r >= 200.0 => &text,
                    r if r >= 124.0 => &short,
                    _ => &number,
                };
                let button = ActionButton::new(word);
                let button = button.icon(icon::WARNING).quiet().selected(*open);
                let button = ui.add(button.tooltip(&text));
                if button.accessible_name(format!("Show problems: {text}")).clicked() {
                    *open = !*open;
                }
            }
        });
    });
}

fn counted(unreadable: usize, troubles: usize) -> String {
    match (unreadable, troubles - unreadable) {
        (1, 0) => "1 file could not be read".to_owned(),
        (n, 0) => format!("{n} files could not be read"),
        (0, 1) => "1 problem in metadata.csv".to_owned(),
        (0, n) => format!("{n} problems in metadata.csv"),
        (_, _) => format!("{troubles} problems with files"),
    }
}

/// `3 done / 18` with a thin bar of the same share.
fn coded(ui: &mut Ui, listing: &Listing) {
    let t = tokens(ui);
    let all = listing.counted;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = TIGHT;
        let text = format!("{} done / {all}", listing.done);
        let label = ui.label(RichText::new(text).small().color(t.muted));
        let label =
            label.on_hover_text("Articles set to coded or irrelevant, of all that can be read");
        let size = vec2(label.rect.width().max(64.0), 3.0);
        let (rect, _) = ui.allocate_exact_size(size, Sense::empty());
        ui.painter().rect_filled(rect, CornerRadius::same(1), t.pressed);
        let share = if all == 0 { 0.0 } else { listing.done as f32 / all as f32 };
        let done = Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
        ui.painter().rect_filled(done, CornerRadius::same(1), t.success.text);
    });
}

fn trouble(ui: &mut Ui, session: &Session, listing: &Listing, nth: usize) {
    let (what, why) = match listing.unreadable.get(nth).and_then(|index| listing.at(*index)) {
        Some(row) => {
            let reason = match &row.state {
                RowState::Unreadable(reason) => reason.clone(),
                RowState::Ready | RowState::Missing { .. } | RowState::Changed => String::new(),
            };
            (row.path.to_string(), reason)
        }
        None => match problems(session).nth(nth.saturating_sub(listing.unreadable.len())) {
            Some(problem) => {
                (format!("{}, line {}", problem.file, problem.line), problem.message.clone())
            }
            None => return,
        },
    };
    let size = vec2(ui.available_width(), LINE);
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(size);
        ui.spacing_mut().item_spacing.y = 1.0;
        let path = ui.add(Label::new(RichText::new(&what).size(12.0)).truncate());
        let ink = tokens(ui).error.text;
        ui.add(Label::new(RichText::new(&why).small().color(ink)).truncate());
        path.on_hover_text(format!("{what}: {why}"));
    });
}
