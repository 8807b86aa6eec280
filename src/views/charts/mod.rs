//! The Charts: casualties over time as stacked bars. A click on a bar leads to its incidents, their
//! claims and the sentence that reported the figure.
//!
//! *Invariants*: a chart is drawn from [`ChartData`] alone, so that what is saved is what is seen;
//! nothing on it is a figure of its own.

mod drill;
mod empty;
mod footer;
mod keys;
mod left_out;
mod legend;
mod look;
mod marks;
mod number;
mod paint;
mod plot;
mod scale;
mod target;
#[cfg(test)]
mod tests;
mod toolbar;
mod tooltip;
mod window;

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::{Frame, Key, Margin, Modifiers, Rect, Ui, UiBuilder, pos2, vec2};

use self::drill::Opened;
use self::empty::Asked;
use self::left_out::Left;
use self::legend::Stands;
use self::plot::{Chart, PlotOutput, PlotState};
use self::target::Target;
use super::{Action, Focus, ViewCtx};
use crate::analysis::{CellAt, ChartData, ChartSpec, Charted};
use crate::session::{Moment, Session};
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, tokens};
use crate::ui::widgets::ActionButton;

/// The Charts panel.
pub struct ChartsPanel {
    spec: ChartSpec,
    cache: RefCell<Option<Cached>>,
    plot: PlotState,
    /// What the footer was asked for.
    listed: Option<Left>,
    /// What the panel has said to be under the pointer.
    hovered: Option<Focus>,
    /// Whether a bar was under the pointer then, and not a row of the list.
    hovered_bar: bool,
    /// How high the footer and a legend below the plot were in the last frame.
    below: f32,
    /// The list of a bar is to have the keyboard.
    grab_list: bool,
}

impl Default for ChartsPanel {
    fn default() -> Self {
        Self {
            spec: ChartSpec::opening(),
            cache: RefCell::default(),
            plot: PlotState::default(),
            listed: None,
            hovered: None,
            hovered_bar: false,
            below: 0.0,
            grab_list: false,
        }
    }
}

/// A chart, and what it was made from.
struct Cached {
    made_at: Moment,
    charted: Charted,
}

/// The list stands beside the chart from this width on; below it otherwise.
const BESIDE: f32 = 480.0;

/// The width of the list, and the most of the panel that it takes.
const LIST: f32 = 320.0;
const LIST_SHARE: f32 = 0.46;

/// The legend stands beside a plot from this width on.
const LEGEND_BESIDE: f32 = 640.0;

/// The width of a legend beside the plot.
const LEGEND: f32 = 190.0;

/// The title is shown from this height on.
const TITLED: f32 = 260.0;

impl ChartsPanel {
    /// Gives the keyboard to a bar in the next frame.
    pub fn take_keyboard(&mut self) {
        self.plot.grab = true;
    }

    /// What the chart shows.
    pub fn spec(&self) -> &ChartSpec {
        &self.spec
    }

    /// Shows another chart.
    pub fn set_spec(&mut self, spec: ChartSpec) {
        if (spec.per, spec.by) != (self.spec.per, self.spec.by) {
            self.plot = PlotState::default();
        }
        self.spec = spec;
    }

    /// The chart as numbers, as the project is now. Cheap to ask for each frame.
    pub fn data(&self, session: &Session) -> Arc<ChartData> {
        let now = session.moment();
        let mut cache = self.cache.borrow_mut();
        let kept = cache.as_mut().filter(|kept| kept.charted.data().spec == self.spec);
        let touched = kept.as_ref().and_then(|kept| session.touched_since(&kept.made_at));
        if let (Some(kept), Some(touched)) = (kept, touched) {
            if kept.made_at != now {
                kept.charted.follow(session.project(), session.derived(), &touched);
                kept.made_at = now;
            }
            return Arc::clone(kept.charted.data());
        }
        let charted = Charted::of(session.project(), session.derived(), &self.spec);
        let data = Arc::clone(charted.data());
        *cache = Some(Cached { made_at: now, charted });
        data
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        Frame::new().inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| self.panel(ui, ctx));
    }

    fn panel(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        let panel = ui.available_rect_before_wrap();
        let before = self.data(ctx.session);
        let mut spec = self.spec.clone();
        let nothing = empty::is_empty(&before).then_some("There is nothing on the chart yet");
        toolbar::show(ui, &mut spec, nothing, ctx);
        self.change(spec, ctx);
        ui.add_space(GAP);

        let data = self.data(ctx.session);
        let opened = self.opened(&data, ctx);
        let room = ui.available_rect_before_wrap();
        let mut chart = room;
        let mut hovered = None;
        let mut bar = false;
        if let Some(opened) = opened {
            let list;
            (chart, list) = split(room);
            rule(ui, chart, list);
            let mut side = ui.new_child(UiBuilder::new().id_salt("drill").max_rect(list));
            side.set_clip_rect(list.expand(2.0).intersect(ui.clip_rect()));
            let grab = std::mem::take(&mut self.grab_list);
            let output = drill::show(&mut side, &data, opened, grab, ctx);
            hovered = output.hovered;
            if output.close || escaped(ui, panel) {
                self.close(ctx);
            }
        }
        let mut main = ui.new_child(UiBuilder::new().id_salt("chart").max_rect(chart));
        if empty::is_empty(&data) {
            match empty::show(&mut main, &data, ctx) {
                Some(Asked::List(left)) => self.list(left, ctx),
                Some(Asked::Show(spec)) => self.change(spec, ctx),
                None => {}
            }
        } else {
            let output = self.chart(&mut main, &data, opened, ctx);
            if let Some(target) = output.hovered {
                bar = true;
                hovered = target.only_incident(&data).map(Focus::Incident);
            }
            self.act(&output, &data, ctx);
        }
        ui.advance_cursor_after_rect(room);
        // Said in each frame: the window lights what is said and puts out the rest.
        if hovered.is_some() || self.hovered.is_some() {
            ctx.push(Action::Hover(hovered.clone()));
        }
        self.hovered = hovered;
        self.hovered_bar = bar;
    }

    /// Title, plot, legend and footer.
    fn chart(
        &mut self,
        ui: &mut Ui,
        data: &ChartData,
        opened: Option<Opened>,
        ctx: &mut ViewCtx<'_>,
    ) -> PlotOutput {
        let looks = look::looks(tokens(ui), data);
        let room = ui.available_rect_before_wrap();
        if room.height() >= TITLED {
            self.title(ui, data);
            ui.add_space(TIGHT);
        }
        let top = ui.cursor().top();
        let stands = if room.width() >= LEGEND_BESIDE { Stands::Beside } else { Stands::Below };
        let bottom = (room.bottom() - self.below).max(top + 80.0);
        let right = match stands {
            Stands::Beside => room.right() - LEGEND - GAP,
            Stands::Below => room.right(),
        };
        let plot = Rect::from_min_max(pos2(room.left(), top), pos2(right - 8.0, bottom));
        let unfinished = data.unfinished(ctx.session.today());
        let chart = Chart {
            session: ctx.session,
            unfinished,
            data,
            looks: &looks,
            lit: self.lit(data, ctx),
            opened: match opened {
                Some(Opened::Bar(target)) => Some(target),
                Some(Opened::Left(_)) | None => None,
            },
        };
        let mut area = ui.new_child(UiBuilder::new().id_salt("plot").max_rect(plot));
        let output = chart.show(&mut area, &mut self.plot);

        let mut spec = self.spec.clone();
        let mut hidden = std::mem::take(&mut spec.hidden);
        if stands == Stands::Beside {
            let beside = Rect::from_min_max(pos2(right + GAP, top), pos2(room.right(), bottom));
            let mut side = ui.new_child(UiBuilder::new().id_salt("legend").max_rect(beside));
            side.set_clip_rect(beside.expand(2.0).intersect(ui.clip_rect()));
            legend::show(&mut side, data, &looks, stands, &mut hidden);
        }
        let foot = Rect::from_min_max(pos2(room.left(), bottom), room.max);
        let mut foot = ui.new_child(UiBuilder::new().id_salt("foot").max_rect(foot));
        foot.add_space(TIGHT);
        if stands == Stands::Below {
            legend::show(&mut foot, data, &looks, stands, &mut hidden);
            foot.add_space(TIGHT);
        }
        if let Some(left) = footer::show(&mut foot, &data.footer, unfinished.is_some()) {
            self.list(left, ctx);
        }
        let below = foot.min_rect().height();
        if (below - self.below).abs() > 0.5 {
            self.below = below;
            ui.request_discard("the legend's height is known now");
        }
        spec.hidden = hidden;
        self.change(spec, ctx);
        output
    }

    fn title(&mut self, ui: &mut Ui, data: &ChartData) {
        ui.horizontal(|ui| {
            ui.set_height(20.0);
            ui.label(theme::strong(data.title()));
            if self.plot.window.is_some() {
                ui.add_space(GAP);
                let all = ActionButton::new("Show all periods").quiet();
                let all = all.icon(icon::ARROWS_OUT_SIMPLE).tooltip("A double-click does the same");
                if ui.add(all).clicked() {
                    self.plot.window = None;
                }
            }
        });
    }

    /// What the list shows: the desk's bar, or what the footer was asked for.
    fn opened(&mut self, data: &ChartData, ctx: &ViewCtx<'_>) -> Option<Opened> {
        let bar = ctx.desk.drill.as_ref().and_then(|drill| Target::of(drill, data));
        if bar.is_some() {
            self.listed = None;
        }
        bar.map(Opened::Bar).or(self.listed.map(Opened::Left))
    }

    /// The cells that are lit. What the pointer is over in the chart itself needs no light.
    fn lit(&self, data: &ChartData, ctx: &ViewCtx<'_>) -> HashSet<CellAt> {
        let own = self.hovered_bar && ctx.desk.hover.is_some() && ctx.desk.hover == self.hovered;
        let lit = if own { &ctx.desk.focus } else { ctx.desk.lit() };
        let cells = match lit {
            Focus::Nothing | Focus::Suggestion(_) => Vec::new(),
            Focus::Claim(id) => data.fed_by_claim(id),
            Focus::Incident(id) => data.fed_by_incident(id),
        };
        cells.into_iter().filter(|at| marks::drawn(data, *at)).collect()
    }

    fn act(&mut self, output: &PlotOutput, data: &ChartData, ctx: &mut ViewCtx<'_>) {
        if let Some(target) = output.chosen {
            self.listed = None;
            ctx.push(Action::Drill(target.drill(data)));
            match target.only_claim(data) {
                Some(claim) => drill::reveal(ctx, &claim),
                None => self.grab_list = output.by_key,
            }
        }
        if output.escaped {
            self.close(ctx);
        }
    }

    fn change(&mut self, spec: ChartSpec, ctx: &mut ViewCtx<'_>) {
        if spec == self.spec {
            return;
        }
        let same_bars = ChartSpec { hidden: self.spec.hidden.clone(), ..spec.clone() } == self.spec;
        if !same_bars && ctx.desk.drill.is_some() {
            ctx.push(Action::Drill(None));
        }
        self.set_spec(spec);
    }

    fn list(&mut self, left: Left, ctx: &mut ViewCtx<'_>) {
        self.listed = Some(left);
        if ctx.desk.drill.is_some() {
            ctx.push(Action::Drill(None));
        }
    }

    fn close(&mut self, ctx: &mut ViewCtx<'_>) {
        self.listed = None;
        if ctx.desk.drill.is_some() {
            ctx.push(Action::Drill(None));
        }
    }
}

/// The room of the chart and that of the list.
fn split(room: Rect) -> (Rect, Rect) {
    if room.width() >= BESIDE {
        let width = LIST.min(room.width() * LIST_SHARE);
        let (chart, list) = room.split_left_right_at_x(room.right() - width);
        let chart = chart.with_max_x(chart.right() - GAP);
        return (chart, list.with_min_x(list.left() + GAP));
    }
    let (chart, list) = room.split_top_bottom_at_fraction(0.52);
    (chart.with_max_y(chart.bottom() - GAP), list.with_min_y(list.top() + GAP))
}

/// The line between chart and list.
fn rule(ui: &Ui, chart: Rect, list: Rect) {
    let line = tokens(ui).hairline;
    let rect = if list.left() > chart.right() {
        let x = f32::midpoint(chart.right(), list.left()).round();
        Rect::from_min_size(pos2(x, chart.top()), vec2(1.0, chart.height()))
    } else {
        let y = f32::midpoint(chart.bottom(), list.top()).round();
        Rect::from_min_size(pos2(chart.left(), y), vec2(chart.width(), 1.0))
    };
    ui.painter().rect_filled(rect, 0.0, line);
}

/// Whether Escape was pressed over the panel while nothing else has the keyboard.
fn escaped(ui: &Ui, panel: Rect) -> bool {
    let free = ui.memory(|memory| memory.focused().is_none());
    free && ui.rect_contains_pointer(panel)
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}
