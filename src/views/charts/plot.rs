//! The plot: axes and grid by `egui_plot`, bars upon its transform, and what is done to them.

use std::collections::HashSet;

use eframe::egui::{
    Color32, CursorIcon, FontId, Id, Key, Modifiers, Pos2, Rangef, Rect, Response, Role, Sense,
    TextStyle, Tooltip, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use egui_plot::{AxisHints, GridMark, Plot, PlotTransform, PlotUi};
use jiff::civil::Date;
use smol_str::SmolStr;

use super::look::Look;
use super::marks::{Marks, drawn, greatest};
use super::paint::{self, Dress, Light};
use super::scale::{Values, ticks};
use super::target::Target;
use super::window::Window;
use super::{keys, number, tooltip};
use crate::analysis::{CellAt, ChartData};
use crate::calendar::Per;
use crate::session::Session;
use crate::ui::theme::tokens;
use crate::ui::widgets::focus_ring;

/// What is shown.
pub(super) struct Chart<'a> {
    /// The project, for the names of incidents.
    pub(super) session: &'a Session,
    /// The numbers.
    pub(super) data: &'a ChartData,
    /// The series' looks.
    pub(super) looks: &'a [Look],
    /// The cells that are lit; where none is, all are as strong.
    pub(super) lit: HashSet<CellAt>,
    /// The bar that is opened.
    pub(super) opened: Option<Target>,
    /// The period that is not over.
    pub(super) unfinished: Option<usize>,
}

/// What stays from frame to frame.
#[derive(Debug, Default)]
pub(super) struct PlotState {
    /// What was zoomed to; none for all periods.
    pub(super) window: Option<Window>,
    /// The bar that the keyboard is at.
    pub(super) cursor: Option<(Date, SmolStr)>,
    /// The keyboard goes to that bar.
    pub(super) grab: bool,
}

/// What was done.
#[derive(Debug, Default)]
pub(super) struct PlotOutput {
    /// A bar or stack was chosen.
    pub(super) chosen: Option<Target>,
    /// It was chosen with a key.
    pub(super) by_key: bool,
    /// A bar or stack is under the pointer.
    pub(super) hovered: Option<Target>,
    /// Escape was pressed on a bar.
    pub(super) escaped: bool,
}

/// The most bars that are nodes of the accessible tree; beyond it a stack is one node.
const MOST_NODES: usize = 400;

/// Room for two lines of names below the bars.
const NAMES: f32 = 32.0;

/// Air above the greatest value, and what an arrow takes.
const HEAD: f32 = 10.0;
const ARROW_HEAD: f32 = 20.0;

impl Chart<'_> {
    /// Draws it into all the room there is.
    pub(super) fn show(&self, ui: &mut Ui, state: &mut PlotState) -> PlotOutput {
        let t = tokens(ui);
        let font = TextStyle::Small.resolve(ui.style());
        let room = ui.available_size();
        let (greatest, open) = greatest(self.data);
        let head = if open { ARROW_HEAD } else { HEAD };
        let values = Values::up_to(greatest, room.y - NAMES, head);
        let outer = Rect::from_min_size(ui.cursor().min, room);
        let widest = values.lines().last().map(number::count).unwrap_or_default();
        let values_width = text_width(ui, &widest, &font) + 12.0;
        let whole = Window::whole(self.data.periods.len(), room.x - values_width);

        let value_axis = AxisHints::new_y()
            .formatter(|mark, _| number::count(mark.value as u64))
            .label_spacing(Rangef::new(0.1, 0.2))
            .tick_label_color(t.muted)
            .tick_label_font(font.clone())
            .min_thickness(values_width);
        let time_axis = AxisHints::new_x().formatter(|_, _| String::new()).min_thickness(NAMES);
        let plot = Plot::new("casualties over time")
            .custom_x_axes(vec![time_axis])
            .custom_y_axes(vec![value_axis])
            .y_grid_spacer(move |_| {
                let step_size = values.step as f64;
                values.lines().map(|n| GridMark { value: n as f64, step_size }).collect()
            })
            .x_grid_spacer(|_| Vec::new())
            .show_grid([false, true])
            .grid_spacing(Rangef::new(0.1, 0.2))
            .grid_color(t.hairline)
            .grid_fade(0.0)
            .show_background(false)
            .show_x(false)
            .show_y(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_drag(false)
            .allow_boxed_zoom(false)
            .allow_axis_zoom_drag(false)
            .allow_double_click_reset(false)
            .set_margin_fraction(Vec2::ZERO)
            // The bars have the keyboard, not the plot.
            .sense(Sense::CLICK | Sense::DRAG);
        let moved = plot.show(ui, |plot| {
            let window = moved(plot, state.window, whole, self.data.periods.len());
            let sight = window.unwrap_or(whole);
            plot.set_plot_bounds_x(sight.start..=sight.end);
            plot.set_plot_bounds_y(0.0..=values.top);
            window
        });
        state.window = moved.inner;
        let sight = state.window.unwrap_or(whole);
        let marks = Marks::of(self.data, sight, &moved.transform);
        self.names(ui, sight, &moved.transform, outer, &font);
        // The plot's own id hangs on what else the panel shows; the bars keep theirs, and with it
        // the keyboard.
        let bars = ui.scope_id().with("bars");
        let output = self.interact(ui, bars, state, &moved.response, &marks, &moved.transform);
        if let Some(period) = self.unfinished {
            let at = |n: usize| moved.transform.position_from_point_x(n as f64);
            let frame = *moved.transform.frame();
            let slot = Rect::from_x_y_ranges(at(period)..=at(period + 1), frame.y_range());
            paint::unfinished(ui.painter(), t, slot.intersect(frame));
        }
        paint::paint(
            &ui.painter().with_clip_rect(moved.transform.frame().expand2(vec2(0.0, 1.0))),
            t,
            &marks,
            |at| self.dress(at, output.hovered),
        );
        paint::baseline(ui.painter(), t, moved.transform.frame());
        output
    }

    fn dress(&self, at: CellAt, hovered: Option<Target>) -> Dress {
        let is = |target: Option<Target>| {
            target.is_some_and(|t| t.period == at.period && t.series.is_none_or(|s| s == at.series))
        };
        Dress {
            look: self.looks.get(at.series).copied(),
            light: match self.lit.contains(&at) {
                true => Light::Lit,
                false if self.lit.is_empty() => Light::Even,
                false => Light::Subdued,
            },
            hovered: is(hovered),
            opened: is(self.opened),
        }
    }

    /// The names of the periods, never one over the other and never cut off.
    fn names(&self, ui: &Ui, sight: Window, plot: &PlotTransform, outer: Rect, font: &FontId) {
        let data = self.data;
        let t = tokens(ui);
        let periods = data.periods.len();
        let pitch = plot.dpos_dvalue_x();
        let room = match data.spec.per {
            Per::Day => 24.0,
            Per::Week | Per::Month | Per::Quarter | Per::Year => 38.0,
        };
        let ticks = ticks(data.spec.per, &data.periods, sight.periods(periods), room / pitch);
        let place = |text: &str, middle: f32, colour: Color32| {
            let galley = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), colour);
            let half = galley.size().x / 2.0;
            let left = (middle - half).clamp(outer.left(), (outer.right() - 2.0 * half).max(0.0));
            (left, galley)
        };
        let frame = *plot.frame();
        let (mut free, mut eras) = (f32::NEG_INFINITY, Vec::new());
        for tick in ticks {
            let middle = plot.position_from_point_x(tick.period as f64 + 0.5);
            if !frame.x_range().contains(middle) {
                continue;
            }
            let (left, galley) = place(&tick.name, middle, t.muted);
            if left < free {
                continue;
            }
            free = left + galley.size().x + 6.0;
            ui.painter().vline(
                middle.round(),
                frame.bottom()..=frame.bottom() + 3.0,
                (1.0, t.outline),
            );
            ui.painter().galley(pos2(left, frame.bottom() + 4.0), galley, t.muted);
            if let Some(era) = tick.era {
                let (left, galley) = place(&era, middle, t.faint);
                // Of two that meet, the later tells more.
                if eras.last().is_some_and(|(before, width, _)| before + width + 8.0 > left) {
                    eras.pop();
                }
                eras.push((left, galley.size().x, galley));
            }
        }
        for (left, _, galley) in eras {
            ui.painter().galley(pos2(left, frame.bottom() + 17.0), galley, t.faint);
        }
    }

    fn interact(
        &self,
        ui: &Ui,
        bars: Id,
        state: &mut PlotState,
        plot: &Response,
        marks: &Marks,
        transform: &PlotTransform,
    ) -> PlotOutput {
        let mut output = PlotOutput::default();
        let frame = *transform.frame();
        let cursor = self.cursor(state, marks);
        let (mut reset, mut next) = (plot.double_clicked(), None);
        for (target, rect) in nodes(marks, cursor) {
            let rect = rect.intersect(frame.expand(6.0));
            let id = self.id(bars, target);
            let at_cursor = cursor.is_some_and(|at| Target::from(at) == target);
            // One bar at a time is in the order of Tab: the arrows lead to the others.
            let sense = if at_cursor { Sense::click() } else { Sense::CLICK };
            let response = ui.interact(rect, id, sense);
            if at_cursor && std::mem::take(&mut state.grab) {
                response.request_focus();
            }
            response
                .widget_info(|| WidgetInfo::labeled(Role::Button, true, target.name(self.data)));
            reset |= response.double_clicked();
            let under = |pointer: Pos2| marks.at(pointer).map_or(target, |m| m.at.into());
            let pointer = response.hover_pos();
            if response.hovered() {
                output.hovered = Some(pointer.map_or(target, under));
                self.tip(&response, output.hovered, true);
            } else if response.has_focus() && output.hovered.is_none() {
                self.tip(&response, Some(target), false);
            }
            if response.clicked() {
                let chosen = response.interact_pointer_pos().map_or(target, under);
                output.chosen = Some(chosen);
                output.by_key =
                    ui.input(|i| i.key_pressed(Key::Enter) || i.key_pressed(Key::Space));
                self.remember(state, chosen.cell());
            }
            if response.gained_focus() {
                // The arrows are the bar's own from the next frame on.
                ui.request_repaint();
            }
            if let Some(cursor) = cursor.filter(|_| response.has_focus()) {
                focus_ring(ui, rect.expand(1.0), 1, &response);
                output.escaped |=
                    ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
                let step = keys::pressed(ui, id);
                next = next.or(step.and_then(|step| keys::step(self.data, cursor, step)));
            }
        }
        // Once all bars have had their turn: one that cannot have the keyboard yet would drop it.
        if let Some(to) = next {
            self.go(ui, bars, state, to);
        }
        self.column(plot, transform, &mut output);
        if output.hovered.is_some() && !plot.dragged() {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        if reset {
            state.window = None;
        }
        output
    }

    /// Above a stack, in its column: the whole of it.
    fn column(&self, plot: &Response, transform: &PlotTransform, output: &mut PlotOutput) {
        let at = plot.hover_pos().filter(|_| output.hovered.is_none() && plot.hovered());
        let Some(pointer) = at else { return };
        let x = transform.value_from_position(pointer).x;
        if x < 0.0 || x >= self.data.periods.len() as f64 {
            return;
        }
        let period = x as usize;
        let all = (0..self.data.series.len()).map(|series| CellAt { series, period });
        let cells: Vec<CellAt> = all.filter(|at| drawn(self.data, *at)).collect();
        let target = match cells.as_slice() {
            [] => return,
            [only] => (*only).into(),
            _ => Target { period, series: None },
        };
        output.hovered = Some(target);
        self.tip(plot, Some(target), true);
        if plot.clicked() {
            output.chosen = Some(target);
        }
    }

    fn tip(&self, response: &Response, target: Option<Target>, at_pointer: bool) {
        let Some(target) = target else { return };
        let tip = Tooltip::for_widget(response).gap(12.0);
        let tip = if at_pointer { tip.at_pointer() } else { tip };
        tip.show(|ui| tooltip::show(ui, self.session, self.data, target));
    }

    /// The bar that Tab leads to: where the keyboard was last, else the last bar in sight.
    fn cursor(&self, state: &PlotState, marks: &Marks) -> Option<CellAt> {
        let known = state.cursor.as_ref().and_then(|(date, key)| {
            let period = self.data.periods.iter().position(|p| p.start == *date)?;
            let series = self.data.series.iter().position(|s| s.key == *key)?;
            Some(CellAt { series, period })
        });
        let in_sight = |at: &CellAt| marks.all.iter().any(|m| m.at == *at);
        let last = || {
            let period = marks.all.iter().map(|m| m.at.period).max()?;
            marks.all.iter().map(|m| m.at).find(|at| at.period == period)
        };
        known.filter(in_sight).or_else(last)
    }

    fn remember(&self, state: &mut PlotState, at: Option<CellAt>) {
        let Some(at) = at else { return };
        let period = self.data.periods.get(at.period).map(|p| p.start);
        let key = self.data.series.get(at.series).map(|s| s.key.clone());
        state.cursor = period.zip(key);
    }

    fn id(&self, bars: Id, target: Target) -> Id {
        bars.with(target.drill(self.data).map(|d| (d.period, d.series)))
    }

    fn go(&self, ui: &Ui, bars: Id, state: &mut PlotState, to: CellAt) {
        self.remember(state, Some(to));
        let periods = self.data.periods.len();
        state.window = state.window.map(|w| w.showing(to.period, periods));
        ui.memory_mut(|memory| memory.request_focus(self.id(bars, to.into())));
        ui.request_repaint();
    }
}

/// What is a node by itself: each bar, or where there are too many each stack, besides the one that
/// the keyboard is at.
fn nodes(marks: &Marks, cursor: Option<CellAt>) -> Vec<(Target, Rect)> {
    let grown = |rect: Rect| {
        let grow = vec2((6.0 - rect.width()).max(0.0), (4.0 - rect.height()).max(0.0)) / 2.0;
        rect.expand2(grow)
    };
    if marks.all.len() <= MOST_NODES {
        // Upper marks last: they are above what they overlap.
        return marks.all.iter().map(|m| (m.at.into(), grown(m.rect))).collect();
    }
    let mut nodes: Vec<(Target, Rect)> = Vec::new();
    for mark in &marks.all {
        let stack = Target { period: mark.at.period, series: None };
        if let Some((_, rect)) = nodes.last_mut().filter(|(target, _)| *target == stack) {
            *rect = rect.union(mark.rect);
        } else if nodes.len() < MOST_NODES {
            nodes.push((stack, mark.rect));
        }
    }
    let at_cursor = marks.all.iter().filter(|m| Some(m.at) == cursor);
    nodes.extend(at_cursor.map(|m| (m.at.into(), grown(m.rect))));
    nodes
}

/// Where the pointer has moved the window to: drag and sideways scroll move it, scroll and pinch
/// zoom it.
fn moved(plot: &PlotUi<'_>, now: Option<Window>, whole: Window, periods: usize) -> Option<Window> {
    let sight = now.unwrap_or(whole);
    let response = plot.response();
    let width = f64::from(response.rect.width().max(1.0));
    let per_point = sight.span() / width;
    let mut window = now;
    if response.dragged() {
        let by = -f64::from(response.drag_delta().x) * per_point;
        window = window.map(|w| w.panned(by, periods));
    }
    let pointer = response.ctx.input(|i| i.pointer.hover_pos());
    let Some(pointer) = pointer.filter(|_| response.contains_pointer()) else { return window };
    let (pinch, scroll) = response.ctx.input(|i| (i.zoom_delta(), i.smooth_scroll_delta()));
    if scroll.x != 0.0 {
        window = window.map(|w| w.panned(-f64::from(scroll.x) * per_point, periods));
    }
    let factor = f64::from(pinch) * (f64::from(scroll.y) * 0.004).exp();
    if (factor - 1.0).abs() > 1e-6 {
        let fixed = sight.start + f64::from(pointer.x - response.rect.left()) * per_point;
        window = window.unwrap_or(whole).zoomed(factor, fixed, periods);
    }
    window
}

fn text_width(ui: &Ui, text: &str, font: &FontId) -> f32 {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER);
    galley.size().x
}
