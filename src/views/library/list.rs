//! The list itself: what is in sight of it, what its keys and clicks do.

use eframe::egui::{Frame, Id, Popup, ScrollArea, SetOpenCommand, Ui, UiBuilder, vec2};

use super::facets::others_like;
use super::keys::{KeyedList, Step};
use super::lines::Part;
use super::listing::Listing;
use super::{LibraryPanel, row};
use crate::corpus::FolderState;
use crate::model::ArticleId;
use crate::ui::icon;
use crate::ui::widgets::{ActionButton, EmptyState, skeleton};
use crate::views::command::UiCommand;
use crate::views::{Action, ViewCtx};

/// The menu of a row, opened by a key.
#[derive(Debug)]
pub(super) struct KeyMenu {
    /// Whose menu.
    article: ArticleId,
    /// The popup, once the row was drawn.
    opened: Option<Id>,
    /// Whether the keyboard has gone to its first entry.
    entered: bool,
}

/// What all rows have in common.
struct Around<'a> {
    listing: &'a Listing,
    keyed: &'a KeyedList,
    /// The line that the article in the Reader is folded behind.
    behind: Option<usize>,
}

impl LibraryPanel {
    pub(super) fn list(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, listing: &Listing) {
        if listing.len() == 0 {
            self.nothing(ui, ctx, listing);
            return;
        }
        let rect = ui.available_rect_before_wrap();
        let keyed = KeyedList::folding(ui, Self::list_id(), rect, "Articles");
        let article = ctx.desk.article.as_ref();
        let known = self.scrolled.as_ref().filter(|s| Some(&s.article) == article);
        // Who folds a group looks at it, and not at the article in the Reader.
        let folding = self.folding;
        let moved = known.is_none_or(|s| s.len != listing.len() && !folding);
        // The place is looked for only when something has moved.
        let elsewhere = known.is_none_or(|s| s.number != listing.number());
        self.folding &= !elsewhere;
        if let Some(id) = article.filter(|_| moved || elsewhere) {
            let other = self.scrolled.as_ref().is_none_or(|s| s.article != *id);
            let at = listing.place(id);
            let behind = if at.is_none() { listing.folded_behind(id) } else { None };
            if behind.is_some() && other {
                // What is opened is seen: those like it stand below the first from the next frame on.
                self.filter.unfolded.insert(id.clone());
                ui.ctx().request_repaint();
            }
            let (len, number) = (listing.len(), listing.number());
            self.scrolled = Some(super::Scrolled { article: id.clone(), len, number, at, behind });
        }
        let stands = self.scrolled.as_ref().filter(|s| Some(&s.article) == article);
        let behind = stands.and_then(|s| s.behind);
        let line = stands.and_then(|s| s.at).or(behind);
        let mut show = line.filter(|_| moved);
        if let Some(step) = keyed.step {
            let page = (rect.height() / row::HEIGHT) as usize;
            if let Some(to) = self.step(ctx, listing, (step, line), page) {
                let focused = line.and_then(|line| listing.row(line)).map(|row| &row.id);
                self.chosen.go_on(listing, to, focused, keyed.stretches);
                show = Some(to);
            }
        }
        if let Some((line, row)) = line.and_then(|at| Some((at, listing.row(at)?)))
            && keyed.asks_menu(ui)
        {
            self.menu = Some(KeyMenu { article: row.id.clone(), opened: None, entered: false });
            show = Some(line);
        }
        if self.chosen.len() > 0 {
            keyed.takes_escape(ui);
        }
        if keyed.response.has_focus() {
            self.chosen.keys(ui, listing, ctx.desk.article.as_ref());
        }
        self.menu.take_if(|menu| listing.place(&menu.article).is_none());
        ui.spacing_mut().item_spacing.y = 0.0;
        let around = Around { listing, keyed: &keyed, behind };
        let area = ScrollArea::vertical().id_salt("articles").auto_shrink(false);
        let area = area.min_scrolled_height(0.0);
        area.show_viewport(ui, |ui, view| {
            let whole = row::HEIGHT * listing.len() as f32;
            ui.set_height(whole);
            let top = ui.max_rect().top();
            if let Some(show) = show {
                let at = top + show as f32 * row::HEIGHT;
                let wanted = ui.max_rect().with_min_y(at).with_max_y(at + row::HEIGHT);
                ui.scroll_to_rect(wanted, None);
            }
            let first = (view.top() / row::HEIGHT).floor().max(0.0) as usize;
            let last = (view.bottom() / row::HEIGHT).ceil() as usize;
            let seen = ui
                .max_rect()
                .with_min_y(top + first as f32 * row::HEIGHT)
                .with_max_y(top + last as f32 * row::HEIGHT);
            ui.scope_builder(UiBuilder::new().max_rect(seen), |ui| {
                ui.skip_ahead_auto_ids(first);
                for nth in first..last.min(listing.len()) {
                    self.row(ui, ctx, &around, nth);
                }
            });
        });
        let opened = self.menu.as_ref().and_then(|menu| menu.opened);
        if opened.is_some_and(|popup| !Popup::is_id_open(ui.ctx(), popup)) {
            // The keyboard goes back to where it came from.
            self.menu = None;
            keyed.response.request_focus();
            ui.ctx().request_repaint();
        }
    }

    /// Does what a key asks for, from the line of the article in the Reader. Gives the line to be
    /// seen.
    fn step(
        &mut self,
        ctx: &mut ViewCtx<'_>,
        listing: &Listing,
        (step, at): (Step, Option<usize>),
        page: usize,
    ) -> Option<usize> {
        let to = match step {
            Step::Follow => {
                if let Some(id) = ctx.desk.article.clone() {
                    ctx.push(Action::Open(id));
                }
                return None;
            }
            Step::Fold | Step::Unfold => {
                let line = at.and_then(|at| listing.line(at))?;
                let at = at?;
                match (step, line.part) {
                    (Step::Unfold, Part::Head { unfolded: false, .. })
                    | (Step::Fold, Part::Head { unfolded: true, .. }) => {
                        self.toggle_fold(listing, at);
                        return None;
                    }
                    // As in a tree: on into it, and back to where it hangs.
                    (Step::Unfold, Part::Head { unfolded: true, .. }) => at + 1,
                    (Step::Fold, Part::Under(head)) => listing.place(&listing.at(head)?.id)?,
                    _ => return None,
                }
            }
            Step::Up | Step::Down | Step::PageUp | Step::PageDown | Step::First | Step::Last => {
                step.target(at, listing.len(), page)?
            }
        };
        let id = listing.row(to)?.id.clone();
        ctx.push(Action::Open(id));
        Some(to)
    }

    /// Has those like the article of a line stand below it, or behind it again.
    fn toggle_fold(&mut self, listing: &Listing, nth: usize) {
        let Some((line, row)) = listing.line(nth).zip(listing.row(nth)) else { return };
        self.folding = true;
        match line.part {
            Part::Head { unfolded: false, .. } => {
                self.filter.unfolded.insert(row.id.clone());
            }
            Part::Head { unfolded: true, .. } => {
                let likeness = listing.likeness();
                let group = likeness.group_of(&row.id);
                self.filter.unfolded.retain(|id| likeness.group_of(id) != group);
            }
            Part::Alone | Part::Under(_) => {}
        }
    }

    fn row(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, around: &Around<'_>, nth: usize) {
        let Around { listing, keyed, behind } = around;
        let Some((line, article)) = listing.line(nth).zip(listing.row(nth)) else { return };
        let id = ui.make_persistent_id(("article", article.id.as_str()));
        let read = if ctx.desk.article.as_ref() == Some(&article.id) {
            row::Read::Here
        } else if *behind == Some(nth) {
            row::Read::Behind
        } else {
            row::Read::Elsewhere
        };
        let standing = row::Standing {
            read,
            focused: keyed.response.has_focus(),
            chosen: self.chosen.holds(&article.id),
            others: listing.likeness().others(&article.id),
            part: line.part,
        };
        let row::Drawn { response, pressed } = row::show(ui, id, article, standing);
        if read != row::Read::Elsewhere {
            keyed.leads_to(ui.ctx(), id);
        }
        match pressed {
            Some(row::Pressed::Fold) => self.toggle_fold(listing, nth),
            Some(row::Pressed::Compare) => {
                if let Some(other) = Self::to_compare(ctx, listing, nth) {
                    let (first, second) = match line.part {
                        Part::Under(_) => (other, article.id.clone()),
                        Part::Head { .. } | Part::Alone => (article.id.clone(), other),
                    };
                    ctx.push(Action::Compare(first, second));
                }
            }
            None if response.clicked() => {
                keyed.response.request_focus();
                if !self.chosen.click(ui, ctx, listing, nth) {
                    ctx.push(Action::Open(article.id.clone()));
                }
            }
            None => {}
        }
        if response.secondary_clicked() {
            self.chosen.keep_to(&article.id);
        }
        let mut popup = Popup::context_menu(&response);
        let mut by_keys = self.menu.take_if(|menu| menu.article == article.id);
        if let Some(menu) = &mut by_keys {
            if menu.opened.is_none() {
                self.chosen.keep_to(&article.id);
                popup = popup.open_memory(SetOpenCommand::Bool(true));
                menu.opened = Some(popup.get_id());
            }
            let below = response.rect.center_bottom() - vec2(response.rect.width() / 4.0, 8.0);
            popup = popup.anchor_widget(Self::list_id()).at_position(below);
        }
        popup.show(|ui| {
            let first = if self.chosen.len() > 1 {
                self.chosen.menu(ui, ctx)
            } else {
                row::menu(ui, ctx, article, listing.likeness(), &mut self.filter.facets)
            };
            if let Some((menu, first)) = by_keys.as_mut().zip(first)
                && !menu.entered
                && !ui.is_sizing_pass()
            {
                menu.entered = true;
                ui.memory_mut(|memory| memory.request_focus(first));
            }
        });
        self.menu = self.menu.take().or(by_keys);
    }

    /// With which article that of a line is compared: under another one with that; else with the one
    /// in the Reader if it is like it, or with the first that is.
    fn to_compare(ctx: &ViewCtx<'_>, listing: &Listing, nth: usize) -> Option<ArticleId> {
        let (line, row) = listing.line(nth).zip(listing.row(nth))?;
        if let Part::Under(head) = line.part {
            return listing.at(head).map(|head| head.id.clone());
        }
        others_like(listing.likeness(), &row.id, ctx.desk.article.as_ref())
    }

    fn nothing(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, listing: &Listing) {
        let session = ctx.session;
        let busy = session.library().is_busy();
        if busy && !self.filter.narrows() {
            Frame::new().inner_margin(12).show(ui, |ui| skeleton(ui, 8));
        } else if listing.all() > 0 {
            let clear = ActionButton::new("Clear filter").icon(icon::FUNNEL_X);
            if EmptyState::new(icon::FUNNEL, "No article matches the filter.")
                .action(clear)
                .show(ui)
            {
                self.filter.clear();
            }
        } else if session.library().folders().iter().any(|f| f.state == FolderState::Ready) {
            let entry = UiCommand::AddFolder.entry();
            let add = ActionButton::new(entry.text).icon(icon::FOLDER_PLUS).tooltip(entry.tip);
            let sentence = "There is nothing to read in this folder.";
            if EmptyState::new(icon::TRAY, sentence).action(add).show(ui) {
                ctx.ui(UiCommand::AddFolder);
            }
        }
    }
}
