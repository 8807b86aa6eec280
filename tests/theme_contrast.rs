//! Can it be read? Every pair of colours that meets on the screen, measured in both themes.

use casebook::ui::theme::{DARK, LIGHT, Tokens, contrast};
use eframe::egui::Color32;

/// The least ratio for text.
const TEXT: f32 = 4.5;
/// The least ratio for marks, and for text that steps back on purpose.
const MARK: f32 = 3.0;

/// What it is, the colour, the surface's name, the surface, the least ratio.
type Pair = (String, Color32, &'static str, Color32, f32);

fn pairs(t: &Tokens) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let inks = [("text", t.text), ("muted", t.muted), ("faint", t.faint), ("accent", t.accent)];
    let hues = t
        .outcome
        .all()
        .into_iter()
        .chain(t.series.iter().map(|&hue| ("a series", hue)))
        .chain([("other series", t.series_other)]);
    let hues: Vec<(&str, Color32)> = hues.collect();

    for (surface_name, surface) in t.surfaces() {
        for (name, ink) in inks {
            pairs.push((name.to_owned(), ink, surface_name, surface, TEXT));
        }
        for &(name, hue) in &hues {
            pairs.push((name.to_owned(), hue, surface_name, surface, MARK));
        }
        pairs.push(("focus ring".to_owned(), t.focus, surface_name, surface, MARK));
        // Coloured text stands on panels and what is raised from them, not on a selection.
        if surface_name != "selection" {
            pairs.push(("mark".to_owned(), t.mark, surface_name, surface, MARK));
        }
    }
    // Words on a highlight, and the line beneath them.
    for &(name, hue) in &hues {
        for (strength, tint) in [("tint", t.tint(hue)), ("strong tint", t.tint_strong(hue))] {
            pairs.push((format!("text on {name}"), t.text, strength, tint, TEXT));
            pairs.push((format!("underline of {name}"), hue, strength, tint, MARK));
        }
        for (surface_name, surface) in [("panel", t.panel), ("raised", t.raised)] {
            let tint = t.tint_on(surface, hue);
            pairs.push((format!("chip text on {name}"), t.text, surface_name, tint, TEXT));
            pairs.push((format!("chip icon on {name}"), hue, surface_name, tint, MARK));
        }
    }
    for (name, status) in [("success", t.success), ("warning", t.warning), ("error", t.error)] {
        pairs.push((name.to_owned(), status.text, "its own soft", status.soft, TEXT));
        pairs.push((format!("text on {name}"), t.text, "soft", status.soft, TEXT));
        for (surface_name, surface) in
            [("window", t.window), ("panel", t.panel), ("raised", t.raised)]
        {
            pairs.push((name.to_owned(), status.text, surface_name, surface, TEXT));
        }
    }
    for (name, ink) in [("text", t.text), ("muted", t.muted), ("accent", t.accent)] {
        pairs.push((name.to_owned(), ink, "soft accent", t.accent_soft, TEXT));
        pairs.push((name.to_owned(), ink, "pressed", t.pressed, TEXT));
    }
    pairs.push(("on accent".to_owned(), t.on_accent, "fill", t.accent_fill, TEXT));
    pairs.push(("on accent".to_owned(), t.on_accent, "hovered fill", t.accent_fill_hover, TEXT));
    pairs.push(("hovered accent".to_owned(), t.accent_hover, "panel", t.panel, TEXT));
    pairs.push(("dimmed".to_owned(), t.dimmed, "page", t.page, MARK));
    pairs
}

#[test]
fn text_and_marks_stand_out_from_what_they_stand_on() {
    let mut low = Vec::new();
    for tokens in [&LIGHT, &DARK] {
        for (name, ink, surface_name, surface, least) in pairs(tokens) {
            let ratio = contrast(ink, surface);
            if ratio < least {
                let theme = if tokens.dark { "dark" } else { "light" };
                low.push(format!("{theme}: {name} on {surface_name}: {ratio:.2} < {least}"));
            }
        }
    }
    assert!(low.is_empty(), "\n{}", low.join("\n"));
}

#[test]
fn hues_that_stand_side_by_side_differ() {
    for tokens in [&LIGHT, &DARK] {
        let outcomes: Vec<Color32> = tokens.outcome.all().iter().map(|(_, hue)| *hue).collect();
        let series: Vec<Color32> =
            tokens.series.iter().copied().chain([tokens.series_other]).collect();
        for palette in [outcomes, series] {
            for (at, a) in palette.iter().enumerate() {
                for b in palette.iter().skip(at + 1) {
                    let apart = distance(*a, *b);
                    assert!(apart > 0.07, "{a:?} and {b:?} are only {apart:.3} apart");
                }
            }
        }
    }
}

/// The distance of two colours in Oklab, where 0.02 is just noticeable.
fn distance(a: Color32, b: Color32) -> f32 {
    let (a, b) = (oklab(a), oklab(b));
    a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f32>().sqrt()
}

#[allow(clippy::many_single_char_names, reason = "the names that the space's author gave them")]
fn oklab(colour: Color32) -> [f32; 3] {
    let [r, g, b] = [colour.r(), colour.g(), colour.b()].map(|channel| {
        let c = f32::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    let l = (0.412_221 * r + 0.536_333 * g + 0.051_446 * b).cbrt();
    let m = (0.211_903 * r + 0.680_700 * g + 0.107_397 * b).cbrt();
    let s = (0.088_302 * r + 0.281_719 * g + 0.629_979 * b).cbrt();
    [
        0.210_454 * l + 0.793_618 * m - 0.004_072 * s,
        1.977_998 * l - 2.428_592 * m + 0.450_594 * s,
        0.025_904 * l + 0.782_772 * m - 0.808_676 * s,
    ]
}
