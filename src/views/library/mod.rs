//! The Library: folders and articles, narrowed by words and status, in a chosen order.
//!
//! *Invariants*: what a frame costs does not depend on how many articles there are; the order that
//! is seen is the order in which "next article" goes.

mod chosen;
mod facets;
mod filter;
mod folders;
mod footer;
pub(crate) mod keys;
mod lines;
mod list;
mod listing;
mod making;
mod row;
pub(in crate::views) mod speech;
mod tree;

#[cfg(test)]
pub(in crate::views) mod fixture;
#[cfg(test)]
mod tests;

use std::time::Duration;

use eframe::egui::{Align, Button, Frame, Id, Layout, Margin, Popup, Ui, UiBuilder, vec2};

use crate::jobs::drop_aside;
use crate::model::{ArticleId, FolderId, Vocabulary as _};
use crate::session::{ArticleRow, Session};
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT};
use crate::ui::widgets::{ActionButton, Chip, EmptyState, hairline, search_field};

use super::ViewCtx;
use super::command::UiCommand;
use super::looks::status_icon;
pub use chosen::set_all;
pub use facets::others_like;

use chosen::Chosen;
use facets::FacetMenu;
use filter::{ASIDE, Filter, STATUSES, SortBy};
use listing::{AT_ONCE, Listing};
use making::{Made, Making};
use tree::{Leaves, Tree};

/// While folders are read the list is made anew at most this often, in seconds.
const BUSY_STEP: f64 = 0.4;
/// Below this height the rows have what the head can do without.
const LOW: f32 = 300.0;
/// From this width on the chips of statuses carry their words.
const WORDS_WIDTH: f32 = 236.0;
/// From this width on those of what cannot be coded do too: below it they would need a line more.
const WIDE: f32 = 340.0;

/// The Library's own looks: filter, order, what is unfolded.
#[derive(Debug, Default)]
pub struct LibraryPanel {
    filter: Filter,
    tree: Tree,
    listing: Option<Listing>,
    making: Making<Made>,
    /// When the list was made, on egui's clock.
    made: f64,
    /// Where the article in the Reader was found last.
    scrolled: Option<Scrolled>,
    /// A group was folded or unfolded, and the list is not made anew yet.
    folding: bool,
    focus_filter: bool,
    /// Articles chosen for doing something with all of them.
    chosen: Chosen,
    facets: FacetMenu,
    /// The menu of a row that a key has opened.
    menu: Option<list::KeyMenu>,
    troubles_open: bool,
    stop: Option<FolderId>,
}

/// Where an article stands in the list.
#[derive(Debug)]
struct Scrolled {
    article: ArticleId,
    /// Of a list of so many lines.
    len: usize,
    /// Of these lines.
    number: u64,
    /// On this line.
    at: Option<usize>,
    /// Folded behind this line.
    behind: Option<usize>,
}

impl LibraryPanel {
    /// By which the list of articles has the keyboard.
    pub fn list_id() -> Id {
        Id::unique("library list")
    }

    /// Gives the filter box the keyboard, from the next frame on.
    pub fn focus_filter(&mut self) {
        self.focus_filter = true;
    }

    /// The folder whose reading the user has stopped since the last call.
    pub fn take_stop(&mut self) -> Option<FolderId> {
        self.stop.take()
    }

    /// The article after (or before) this one, in the order and by the filter of the list: that of
    /// the next line. The article itself may be held back by the filter. Without one: the first, or
    /// the last.
    pub fn neighbour(
        &self,
        session: &Session,
        from: Option<&ArticleId>,
        forward: bool,
    ) -> Option<ArticleId> {
        self.with_listing(session, |list| list.neighbour(from, forward).map(|row| row.id.clone()))
    }

    /// The next article in the list that is still to be coded, folded or not, from the top again after
    /// the last.
    pub fn next_uncoded(&self, session: &Session, from: Option<&ArticleId>) -> Option<ArticleId> {
        self.with_listing(session, |list| {
            let all = list.onward(from, true).chain(list.onward(None, true));
            let mut open = all.filter(|row| is_open(row) && Some(&row.id) != from);
            open.next().map(|row| row.id.clone())
        })
    }

    /// The article that is next in the coding queue: of those that the filter lets through, folded or
    /// not, and that are still to be coded, the one published first, and after that the next one. Undated ones come
    /// last; after the last it begins anew.
    pub fn next_in_queue(&self, session: &Session, from: Option<&ArticleId>) -> Option<ArticleId> {
        self.with_listing(session, |list| {
            list.queued_after(from, is_open).map(|row| row.id.clone())
        })
    }

    /// How many articles are folded behind these: what is done to these is not done to them.
    pub fn folded_with(&self, session: &Session, articles: &[ArticleId]) -> usize {
        self.with_listing(session, |list| list.folded_with(&articles.iter().collect()))
    }

    /// The articles that are chosen.
    pub fn chosen(&self) -> Vec<ArticleId> {
        self.chosen.all()
    }

    /// The list as it is now, also where the panel has not been drawn since the last change.
    fn with_listing<T>(&self, session: &Session, look: impl FnOnce(&Listing) -> T) -> T {
        let stands = |listing: &&Listing| {
            // Until the next one is made it is the one that is seen.
            let is_current = listing.is_of(session.rows(), session.likeness());
            let is_seen = is_current || session.library().is_busy();
            self.making.is_busy() || (*listing.filter() == self.filter && is_seen)
        };
        match self.listing.as_ref().filter(stands) {
            Some(listing) => look(listing),
            None => look(&Listing::new(session.rows(), session.likeness(), &self.filter)),
        }
    }

    /// Shows the panel.
    pub fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        self.filter.fold = ctx.prefs.fold_alike;
        self.refresh(ui, ctx.session);
        let folders = ctx.session.library().folders();
        if folders.is_empty() && ctx.session.rows().is_empty() {
            no_folder(ui, ctx);
            return;
        }
        let low = ui.available_height() < LOW;
        let top = if low { 4 } else { 8 };
        let margin = Margin { left: 8, right: 8, top, bottom: 4 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            if low {
                self.filter_row(ui, ctx, true);
                self.stop = folders::states(ui, ctx).or(self.stop.take());
            } else {
                folders::tree_lines(ui, ctx.session, &mut self.tree, &mut self.filter);
                self.stop = folders::states(ui, ctx).or(self.stop.take());
                ui.add_space(TIGHT);
                self.filter_row(ui, ctx, false);
                self.chips(ui);
                facets::chips(ui, &mut self.filter.facets, ctx.session);
            }
            self.chosen.bar(ui, ctx, self.listing.as_ref());
        });
        hairline(ui);
        self.refresh(ui, ctx.session);
        let Some(listing) = self.listing.take() else { return };
        let foot = footer::height(ctx.session, &listing, self.troubles_open);
        let room = ui.available_rect_before_wrap();
        // Where there is no room for two rows above it, the rows have it.
        let fits = room.height() - foot - GAP >= 1.5 * row::HEIGHT;
        let edge = if fits { room.bottom() - foot - GAP } else { room.bottom() };
        let (list, foot) = room.split_top_bottom_at_y(edge);
        ui.scope_builder(UiBuilder::new().max_rect(list), |ui| {
            ui.shrink_clip_rect(list);
            self.list(ui, ctx, &listing);
        });
        if !fits {
            self.listing = Some(listing);
            return;
        }
        ui.scope_builder(UiBuilder::new().max_rect(foot), |ui| {
            hairline(ui);
            let margin = Margin { left: 8, right: 8, top: 3, bottom: 0 };
            Frame::new().inner_margin(margin).show(ui, |ui| {
                footer::show(ui, ctx.session, &listing, &mut self.troubles_open);
            });
        });
        self.listing = Some(listing);
    }

    /// Works out the list anew where its rows or its filter have changed, that of very many rows on
    /// a thread of its own. While folders are read, rows change many times a second, and the list
    /// follows at its own pace.
    fn refresh(&mut self, ui: &Ui, session: &Session) {
        let now = ui.input(|input| input.time);
        self.adopt(session);
        if self.making.is_busy() {
            return;
        }
        let due = self.made + BUSY_STEP;
        let draw_again = || {
            let rest = Duration::from_secs_f64((due - now).max(0.0));
            ui.ctx().request_repaint_after(rest);
        };
        let (rows, likeness) = (session.rows(), session.likeness());
        if let Some(listing) = &mut self.listing {
            let is_of = listing.is_of(rows, likeness);
            let other = *listing.filter() != self.filter;
            let wait = !is_of && session.library().is_busy() && now < due;
            if other && (is_of || wait) || is_of && listing.is_to_be_sorted() && now >= due {
                if listing.all() > AT_ONCE {
                    self.making.refilter(ui.ctx(), listing, &self.filter);
                } else {
                    listing.refilter(&self.filter);
                }
                if is_of {
                    self.made = now;
                }
            }
            if wait || listing.is_to_be_sorted() {
                draw_again();
            }
            if is_of || wait {
                return;
            }
            if !other && listing.take_in(rows, likeness) {
                if listing.is_to_be_sorted() {
                    draw_again();
                }
                return;
            }
        }
        self.made = now;
        if rows.len() > AT_ONCE {
            self.making.anew(ui.ctx(), rows, likeness, &self.filter);
            return;
        }
        self.listing = Some(Listing::new(rows, likeness, &self.filter));
        self.tree.take_in(Leaves::of(rows), &folders_of(session));
    }

    /// Takes the list that was made.
    fn adopt(&mut self, session: &Session) {
        let Some(made) = self.making.take() else { return };
        if let Some(leaves) = made.leaves {
            self.tree.take_in(leaves, &folders_of(session));
        }
        drop_aside(self.listing.replace(made.listing));
    }

    /// The filter, what narrows the list, and its order: where the panel is low, on one line with all
    /// that stands above and below it else.
    fn filter_row(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, low: bool) {
        let arrow = if self.filter.descending { icon::ARROW_DOWN } else { icon::ARROW_UP };
        let word = self.filter.sort.label();
        let sort = format!("{word} {arrow}");
        let size = vec2(ui.available_width(), theme::CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = TIGHT;
            let tip = format!("Order of the list: {}", word.to_lowercase());
            let button = ActionButton::new(&sort).quiet().tooltip(&tip);
            let down = self.filter.descending;
            let arrows = if down { icon::SORT_DESCENDING } else { icon::SORT_ASCENDING };
            let button = ui.add(if low { button.icon_only(arrows) } else { button });
            let button = button.accessible_name(format!("Sorted by {word}"));
            Popup::menu(&button).show(|ui| self.sort_menu(ui, ctx));
            if let Some(listing) = &self.listing {
                self.facets.show(ui, listing, &mut self.filter, low);
            }
            if low {
                folders::button(ui, ctx.session, &mut self.tree, &mut self.filter);
            }
            let field = search_field(ui, "Filter articles", &mut self.filter.text);
            let field = field.on_hover_text("Words of the title, the publisher or the path");
            if std::mem::take(&mut self.focus_filter) {
                field.request_focus();
            }
        });
    }

    fn sort_menu(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        ui.label(theme::caption(ui, "Sort by"));
        for sort in SortBy::ALL {
            let on = self.filter.sort == sort;
            if ui.add(Button::selectable(on, sort.label())).clicked() {
                self.filter.sort = sort;
                // Of dates the newest is wanted first, of counts the most, of all else the beginning.
                self.filter.descending =
                    matches!(sort, SortBy::Date | SortBy::Claims | SortBy::Suggestions);
            }
        }
        ui.separator();
        for (nth, word) in self.filter.sort.directions().into_iter().enumerate() {
            let descending = nth == 1;
            let on = self.filter.descending == descending;
            if ui.add(Button::selectable(on, word)).clicked() {
                self.filter.descending = descending;
            }
        }
        ui.separator();
        let entry = UiCommand::FoldAlike.entry();
        let fold = Button::selectable(ctx.prefs.fold_alike, entry.text);
        if ui.add(fold).on_hover_text(entry.tip).clicked() {
            ctx.ui(UiCommand::FoldAlike);
        }
    }

    fn chips(&mut self, ui: &mut Ui) {
        let counts = self.listing.as_ref().map(|l| l.counts).unwrap_or_default();
        let words = ui.available_width() >= WORDS_WIDTH - 16.0;
        let wide = ui.available_width() >= WIDE;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(TIGHT, TIGHT);
            let statuses = STATUSES.iter().map(|status| {
                let name = status.label();
                (status_icon(status), name, format!("Show {name}"))
            });
            let aside = [icon::WARNING_OCTAGON, icon::FILE].into_iter().zip(ASIDE);
            let aside = aside.map(|(icon, (name, tip))| (icon, name, tip.to_owned()));
            let standings = statuses.chain(aside).zip(counts).zip(&mut self.filter.standings);
            for (nth, (((icon, name, tip), count), on)) in standings.enumerate() {
                // What cannot be coded is named only where there is such.
                if nth >= STATUSES.len() && count == 0 && !*on {
                    continue;
                }
                let whole = format!("{name} {count}");
                let short = count.to_string();
                let worded = if nth < STATUSES.len() { words } else { wide };
                let chip = Chip::new(if worded { &whole } else { &short });
                let response = chip.icon(icon).selected(*on).show(ui).response;
                if response.accessible_name(whole).on_hover_text(tip).clicked() {
                    *on = !*on;
                }
            }
        });
    }
}

/// Whether an article is still to be coded, and can be.
fn is_open(row: &ArticleRow) -> bool {
    row.is_readable() && !row.is_done()
}

fn no_folder(ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
    let entry = UiCommand::OpenFolder.entry();
    let open = ActionButton::new(entry.text)
        .icon(icon::FOLDER_OPEN)
        .shortcut(entry.shortcut)
        .tooltip(entry.tip)
        .primary();
    let sentence = "No articles yet. Open a folder of articles, or drop one here.";
    if EmptyState::new(icon::BOOKS, sentence).action(open).show(ui) {
        ctx.ui(UiCommand::OpenFolder);
    }
}

fn folders_of(session: &Session) -> Vec<FolderId> {
    session.library().folders().iter().map(|folder| folder.id.clone()).collect()
}
