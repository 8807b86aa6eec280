//! A chart as a drawing fit to be published: stacked bars from zero, the reported range as a line
//! on each stack, an arrow where it is open above, a legend beside, the footer below.
//!
//! *Invariants*: what is unknown is not drawn; colour is never the only cue; no label overlaps
//! another or leaves the picture.

use jiff::civil::Date;

use super::axis::{self, grouped};
use super::palette::{Fill, Pattern, fills};
use super::svg::{Anchor, Svg, Type, cut, number, width, wrap};
use crate::analysis::{ChartData, Series, Total};

/// How a chart is drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartLook {
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// Title; a neutral one made from the chart where none is given.
    pub title: Option<String>,
    /// A line under the title: the project's name.
    pub subtitle: String,
    /// Today: the period that it falls in is marked as incomplete.
    pub today: Option<Date>,
    /// Font families, as CSS names them.
    pub fonts: String,
}

impl Default for ChartLook {
    fn default() -> Self {
        Self {
            width: 960.0,
            height: 540.0,
            title: None,
            subtitle: String::new(),
            today: None,
            fonts: "Inter, 'Source Sans 3', 'Helvetica Neue', Arial, sans-serif".to_owned(),
        }
    }
}

const INK: &str = "#1F1D1A";
const SOFT: &str = "#5F5B55";
const GRID: &str = "#E7E4DF";
const PAPER: &str = "#FFFFFF";

const TITLE: Type = Type { size: 19.0, weight: 600, colour: INK, anchor: Anchor::Start };
const SUBTITLE: Type = Type { size: 13.0, weight: 400, colour: SOFT, anchor: Anchor::Start };
const TICK: Type = Type { size: 11.5, weight: 400, colour: SOFT, anchor: Anchor::End };
const LABEL: Type = Type { size: 11.5, weight: 400, colour: INK, anchor: Anchor::Middle };
const YEAR: Type = Type { size: 11.5, weight: 400, colour: SOFT, anchor: Anchor::Middle };
const VALUE: Type = Type { size: 11.5, weight: 600, colour: INK, anchor: Anchor::Middle };
const KEY: Type = Type { size: 12.5, weight: 400, colour: INK, anchor: Anchor::Start };
const FOOT: Type = Type { size: 11.0, weight: 400, colour: SOFT, anchor: Anchor::Start };

const MARGIN: f64 = 24.0;
const SWATCH: f64 = 14.0;
const KEY_ROW: f64 = 22.0;
const FOOT_ROW: f64 = 15.0;
/// Length of the arrow over an open range.
const ARROW: f64 = 14.0;

/// Where things are.
struct Plot {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// Value at the top of the axis.
    most: u64,
    /// Width of a period.
    slot: f64,
    /// Width of a bar.
    bar: f64,
}

impl Plot {
    fn y(&self, value: u64) -> f64 {
        self.bottom - (self.bottom - self.top) * value as f64 / self.most.max(1) as f64
    }

    fn centre(&self, period: usize) -> f64 {
        self.left + self.slot * (period as f64 + 0.5)
    }
}

/// The chart as SVG.
pub fn chart_svg(data: &ChartData, look: &ChartLook) -> String {
    let title = look.title.clone().unwrap_or_else(|| data.title());
    let incomplete = look.today.and_then(|today| data.unfinished(today));
    let foot = data.footer.sentence() + &signs(data, incomplete);
    let mut svg = Svg::new(look.width, look.height, &title, &foot, &look.fonts);
    let room = look.width - 2.0 * MARGIN;
    svg.rect(0.0, 0.0, look.width, look.height, &[("fill", PAPER)]);
    svg.text(MARGIN, MARGIN + 16.0, TITLE, &cut(&title, TITLE.size * 1.04, room));
    let mut top = MARGIN + 16.0;
    if !look.subtitle.is_empty() {
        top += 21.0;
        svg.text(MARGIN, top, SUBTITLE, &cut(&look.subtitle, SUBTITLE.size, room));
    }
    let foot = wrap(&foot, FOOT.size, room);
    let foot_top = look.height - MARGIN - FOOT_ROW * (foot.len() as f64 - 1.0);
    for (nth, line) in foot.iter().enumerate() {
        svg.text(MARGIN, foot_top + FOOT_ROW * nth as f64, FOOT, line);
    }
    let shown: Vec<&Series> = data.shown().collect();
    let fills = fills(data.series.iter().map(|s| s.key.as_str()));
    let fills: Vec<Fill> =
        data.series.iter().zip(fills).filter(|(s, _)| !s.hidden).map(|(_, f)| f).collect();
    let fill_of: Vec<String> = fills.iter().enumerate().map(|(n, f)| paint(*f, n)).collect();
    define(&mut svg, &fills);
    let legend = legend_width(&shown, look.width);
    let highest = data.totals.iter().map(reach).max().unwrap_or(0);
    let ticks = axis::ticks(highest, 5);
    let widest = ticks.iter().map(|n| width(&grouped(*n), TICK.size)).fold(0.0, f64::max);
    let left = MARGIN + widest + 8.0;
    let right = look.width - MARGIN - legend;
    let slot = (right - left) / data.periods.len().max(1) as f64;
    let bar = if slot < 4.0 { slot * 0.9 } else { (slot * 0.7).min(56.0) };
    let bottom = foot_top - FOOT.size - 12.0 - 34.0;
    let most = ticks.last().copied().unwrap_or(1);
    let mut plot = Plot { left, right, top: top + 40.0, bottom, most, slot, bar };
    plot.make_headroom(data, highest);
    if data.is_empty() {
        let middle = (f64::midpoint(plot.left, plot.right), f64::midpoint(plot.top, plot.bottom));
        let quiet = Type { anchor: Anchor::Middle, ..SUBTITLE };
        svg.text(middle.0, middle.1, quiet, "No dated incident with a figure yet");
    } else {
        svg.text(MARGIN, top + 24.0, Type { anchor: Anchor::Start, ..TICK }, "People");
        draw_grid(&mut svg, &plot, &ticks);
        if let Some(period) = incomplete {
            hatch(&mut svg, &plot, period);
        }
        for period in 0..data.periods.len() {
            draw_stack(&mut svg, &plot, &shown, &fill_of, period);
        }
        svg.line((left, bottom), (right, bottom), &[("stroke", INK), ("stroke-width", "1")]);
        for (period, total) in data.totals.iter().enumerate() {
            draw_range(&mut svg, &plot, period, total);
        }
        draw_values(&mut svg, &plot, data);
        draw_labels(&mut svg, &plot, data);
        draw_legend(&mut svg, &plot, &shown, &fill_of, legend);
    }
    svg.finish()
}

impl Plot {
    /// Lowers the top of the axis so far that the arrow and the number over the highest stack do
    /// not run into the title.
    fn make_headroom(&mut self, data: &ChartData, highest: u64) {
        let open = data.totals.iter().any(|t| t.open && reach(t) == highest);
        let needed = if open { ARROW } else { 0.0 } + VALUE.size + 8.0;
        self.top += (needed - (self.y(highest) - self.top) - 12.0).max(0.0);
    }
}

/// How high a stack reaches, its range included.
fn reach(total: &Total) -> u64 {
    total.at_least.max(total.best).unwrap_or(0)
}

fn paint(fill: Fill, nth: usize) -> String {
    match fill.pattern {
        Pattern::Solid => fill.colour.to_owned(),
        Pattern::Rising
        | Pattern::Falling
        | Pattern::Dots
        | Pattern::Level
        | Pattern::Upright
        | Pattern::Cross
        | Pattern::Grain => format!("url(#series-{nth})"),
    }
}

/// Defines the patterns of the series.
fn define(svg: &mut Svg, fills: &[Fill]) {
    svg.raw("<defs>");
    for (nth, fill) in fills.iter().enumerate() {
        let (ink, opacity) = fill.ink();
        let stroke = |path: &str| {
            let opacity = number(opacity);
            format!(
                r#"<path d="{path}" stroke="{ink}" stroke-opacity="{opacity}" stroke-width="1.6" fill="none"/>"#
            )
        };
        let dot = |x: f64, y: f64, r: f64| {
            let [x, y, r, opacity] = [x, y, r, opacity + 0.15].map(number);
            format!(r#"<circle cx="{x}" cy="{y}" r="{r}" fill="{ink}" fill-opacity="{opacity}"/>"#)
        };
        let lines = match fill.pattern {
            Pattern::Solid => continue,
            Pattern::Rising => stroke("M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6"),
            Pattern::Falling => stroke("M-2 6 L2 10 M0 0 L8 8 M6 -2 L10 2"),
            Pattern::Dots => dot(2.0, 2.0, 1.3) + &dot(6.0, 6.0, 1.3),
            Pattern::Level => stroke("M0 2 L8 2 M0 6 L8 6"),
            Pattern::Upright => stroke("M2 0 L2 8 M6 0 L6 8"),
            Pattern::Cross => stroke("M0 0 L8 8 M0 8 L8 0"),
            Pattern::Grain => dot(4.0, 4.0, 1.0),
        };
        let colour = fill.colour;
        svg.raw(&format!(
            r#"<pattern id="series-{nth}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{colour}"/>{lines}</pattern>"#
        ));
    }
    svg.raw(concat!(
        r#"<pattern id="incomplete" width="8" height="8" patternUnits="userSpaceOnUse">"#,
        r##"<path d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6" stroke="#D8D4CD" stroke-width="1"/></pattern>"##
    ));
    svg.raw("</defs>");
}

fn draw_grid(svg: &mut Svg, plot: &Plot, ticks: &[u64]) {
    for tick in ticks {
        let y = plot.y(*tick).round() + 0.5;
        if *tick > 0 {
            let look = [("stroke", GRID), ("stroke-width", "1")];
            svg.line((plot.left, y), (plot.right, y), &look);
        }
        svg.text(plot.left - 8.0, y + 4.0, TICK, &grouped(*tick));
    }
}

fn hatch(svg: &mut Svg, plot: &Plot, period: usize) {
    let x = plot.left + plot.slot * period as f64;
    svg.rect(x, plot.top, plot.slot, plot.bottom - plot.top, &[("fill", "url(#incomplete)")]);
}

fn draw_stack(svg: &mut Svg, plot: &Plot, shown: &[&Series], fills: &[String], period: usize) {
    let x = plot.centre(period) - plot.bar / 2.0;
    let mut sum = 0u64;
    for (series, fill) in shown.iter().zip(fills) {
        let Some(best) = series.cells.get(period).and_then(|c| c.total.best) else { continue };
        let (from, to) = (plot.y(sum), plot.y(sum.saturating_add(best)));
        sum = sum.saturating_add(best);
        // A white seam parts the members of a stack; thin ones keep their height.
        let seam = if from - to > 3.0 && plot.bar > 5.0 { 1.0 } else { 0.0 };
        svg.rect(x, to + seam, plot.bar, from - to - seam, &[("fill", fill)]);
    }
}

/// The reported range of a stack: nothing where all agree on a number.
fn draw_range(svg: &mut Svg, plot: &Plot, period: usize, total: &Total) {
    let Some(most) = total.at_least else { return };
    if !has_range(total) {
        return;
    }
    let x = plot.centre(period);
    let cap = (plot.bar * 0.3).clamp(1.5, 6.0);
    let (low, high) = (plot.y(total.low.unwrap_or(0)), plot.y(most));
    let tip = if total.open { high - ARROW } else { high };
    let dashed = if total.low.is_none() { "3 3" } else { "none" };
    for (colour, thick) in [(PAPER, "3.6"), (INK, "1.4")] {
        let dash = if colour == INK { dashed } else { "none" };
        let look = [
            ("stroke", colour),
            ("stroke-width", thick),
            ("stroke-linecap", "butt"),
            ("stroke-dasharray", dash),
        ];
        svg.line((x, low), (x, tip), &look);
        let look = [("stroke", colour), ("stroke-width", thick)];
        if total.low.is_some() && total.low != Some(most) {
            svg.line((x - cap, low), (x + cap, low), &look);
        }
        if !total.open {
            svg.line((x - cap, high), (x + cap, high), &look);
        }
    }
    if total.open {
        let [left, right, base, point] = [x - 4.0, x + 4.0, tip + 6.5, tip - 1.0].map(number);
        let path = format!("M{left} {base} L{} {point} L{right} {base} Z", number(x));
        svg.element("path", &[("d", &path), ("fill", INK)]);
    }
}

/// The best figure over each stack, beside its range where there is one; none of them where not
/// all have room.
fn draw_values(svg: &mut Svg, plot: &Plot, data: &ChartData) {
    let text = |total: &Total| {
        let (least, plus) = match (total.incomplete, total.open) {
            (true, _) => ("≥\u{2009}", ""),
            (false, open) => ("", if open { "+" } else { "" }),
        };
        total.best.map(|best| format!("{least}{}{plus}", grouped(best)))
    };
    let has_room = |total: &Total| {
        let room = if has_range(total) { plot.slot / 2.0 - 6.0 } else { plot.slot - 6.0 };
        text(total).is_none_or(|text| width(&text, VALUE.size) <= room)
    };
    if !data.totals.iter().all(has_room) {
        return;
    }
    for (period, total) in data.totals.iter().enumerate() {
        let (Some(text), Some(best)) = (text(total), total.best) else { continue };
        let (x, y) = (plot.centre(period), plot.y(best) - 6.0);
        if has_range(total) {
            svg.text(x + 6.0, y, Type { anchor: Anchor::Start, ..VALUE }, &text);
        } else {
            svg.text(x, y, VALUE, &text);
        }
    }
}

/// Whether the range of a stack is drawn: not where all agree on a number.
fn has_range(total: &Total) -> bool {
    total.at_least.is_some() && (total.low != total.at_least || total.open)
}

/// What the signs mean that this chart uses and others do not.
fn signs(data: &ChartData, incomplete: Option<usize>) -> String {
    let mut text = String::new();
    if data.totals.iter().any(|t| t.open) {
        text.push_str(" Arrow: open above.");
    }
    if data.totals.iter().any(|t| t.low.is_none() && t.at_least.is_some()) {
        text.push_str(" Dashed: no low figure.");
    }
    if incomplete.is_some() {
        text.push_str(" Hatched: not over yet.");
    }
    text
}

fn draw_labels(svg: &mut Svg, plot: &Plot, data: &ChartData) {
    let measure = |text: &str| width(text, LABEL.size);
    let labels = axis::labels(data.spec.per, &data.periods, plot.slot, measure);
    for label in labels {
        let x = plot.centre(label.period);
        let tick = [("stroke", SOFT), ("stroke-width", "1")];
        svg.line((x, plot.bottom), (x, plot.bottom + 4.0), &tick);
        svg.text(x, plot.bottom + 18.0, LABEL, &label.name);
        if let Some(year) = &label.year {
            svg.text(x, plot.bottom + 33.0, YEAR, year);
        }
    }
}

fn legend_width(shown: &[&Series], whole: f64) -> f64 {
    let widest = shown.iter().map(|s| width(&s.label, KEY.size)).fold(0.0, f64::max);
    if shown.is_empty() { 0.0 } else { (24.0 + SWATCH + 8.0 + widest).min(whole * 0.26) }
}

/// The legend, in the order of the stack: the topmost first.
fn draw_legend(svg: &mut Svg, plot: &Plot, shown: &[&Series], fills: &[String], room: f64) {
    let x = plot.right + 24.0;
    let room = room - 24.0 - SWATCH - 8.0;
    for (nth, (series, fill)) in shown.iter().zip(fills).rev().enumerate() {
        let y = plot.top + KEY_ROW * nth as f64;
        svg.rect(x, y, SWATCH, SWATCH, &[("fill", fill)]);
        svg.text(x + SWATCH + 8.0, y + 11.5, KEY, &cut(&series.label, KEY.size, room));
    }
}

#[cfg(test)]
mod tests;
