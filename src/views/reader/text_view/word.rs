//! Where the characters of one word stand, read back from the glyphs that egui made of it.
//!
//! egui gives no byte of a glyph, and for right-to-left words not even one glyph a character. The
//! glyphs do say which character began their cluster, and that is enough to put them in step with
//! the graphemes: marks have no width, and a letter without a glyph has joined the one before it.

use super::block::Stop;
use eframe::egui::Galley;
use eframe::egui::epaint::text::Glyph;
use unicode_segmentation::UnicodeSegmentation;

/// The caret places of a word whose first byte is `start`, relative to its left edge.
///
/// `galley` was made of other characters where brackets are mirrored, but of as many.
pub fn stops(text: &str, start: usize, galley: &Galley, rtl: bool) -> Vec<Stop> {
    let width = galley.rows.first().map_or(0.0, |row| row.size.x);
    let mut shown = galley.text().chars();
    let (mut starts, mut firsts) = (Vec::new(), Vec::new());
    for (at, grapheme) in text.grapheme_indices(true) {
        starts.push(start + at);
        let mut drawn = grapheme.chars().filter_map(|_| shown.next());
        firsts.push(drawn.next().unwrap_or(' '));
        drawn.for_each(drop);
    }
    let glyphs: Vec<&Glyph> = galley.rows.iter().flat_map(|row| row.glyphs.iter()).collect();
    let advances = if rtl {
        let drawn = glyphs.iter().rposition(|g| g.advance_width > 0.0 || !g.uv_rect.is_nothing());
        let drawn = glyphs.get(..drawn.map_or(0, |last| last + 1)).unwrap_or_default();
        in_step(&firsts, drawn.iter().rev().copied())
    } else {
        in_step(&firsts, glyphs.iter().copied())
    };
    let advances =
        advances.unwrap_or_else(|| vec![width / firsts.len().max(1) as f32; firsts.len()]);

    let mut along = 0.0;
    let place = |along: f32| if rtl { width - along } else { along };
    let mut stops = Vec::with_capacity(starts.len() + 1);
    for (byte, advance) in starts.into_iter().zip(advances) {
        stops.push(Stop { byte, x: place(along) });
        along += advance;
    }
    stops.push(Stop { byte: start + text.len(), x: place(width) });
    stops
}

/// The width of each grapheme, by its first character, from glyphs in the order of the text.
/// `None` where they do not match.
fn in_step<'a>(firsts: &[char], glyphs: impl Iterator<Item = &'a Glyph>) -> Option<Vec<f32>> {
    let mut widths = vec![0.0; firsts.len()];
    let mut glyphs = glyphs.peekable();
    let mut cluster = 0;
    for (index, first) in firsts.iter().enumerate() {
        let Some(base) = glyphs.next_if(|glyph| glyph.chr == *first) else {
            // Part of a ligature: its letters share the width.
            let joined = widths.get_mut(cluster..=index).filter(|_| index > 0)?;
            let share = joined.iter().sum::<f32>() / joined.len() as f32;
            joined.fill(share);
            continue;
        };
        cluster = index;
        let mut width = base.advance_width;
        let doubled = firsts.get(index + 1) == Some(first);
        while let Some(more) =
            glyphs.next_if(|g| g.advance_width == 0.0 || (g.chr == *first && !doubled))
        {
            width += more.advance_width;
        }
        if let Some(slot) = widths.get_mut(index) {
            *slot = width;
        }
    }
    glyphs.next().is_none().then_some(widths)
}
