//! How wide text is about, without laying it out: what estimated heights rest on.

use super::block::Spec;
use eframe::egui::epaint::text::FontsView;
use eframe::egui::{FontId, Ui};

/// Widths of characters in one font, good enough for an estimate.
pub struct Widths {
    ascii: [f32; 128],
    letter: f32,
    wide: f32,
}

impl Widths {
    /// Asks the font.
    pub fn new(fonts: &mut FontsView<'_>, spec: &Spec) -> Widths {
        let mut ascii = [0.0; 128];
        for (code, width) in (0_u8..).zip(ascii.iter_mut()).skip(32) {
            *width = fonts.glyph_width(&spec.font, char::from(code));
        }
        let letter = fonts.glyph_width(&spec.font, 'n');
        Widths { ascii, letter, wide: spec.font.size }
    }

    /// Of a text in one line, without kerning.
    pub fn of(&self, text: &str) -> f32 {
        let width = |c: char| match u32::from(c) {
            code @ 0..128 => self.ascii.get(code as usize).copied().unwrap_or(self.letter),
            0x300..0x370 => 0.0,
            0x2e80..0xfb00 | 0x1f000.. => self.wide,
            _ => self.letter,
        };
        text.chars().map(width).sum()
    }
}

/// Width of a character on average in running text.
pub fn average(ui: &Ui, font: &FontId) -> f32 {
    const LETTERS: &str = "the ministry said on tuesday that the attack near the border had killed \
                           soldiers and that the search for others went on";
    ui.fonts_mut(|fonts| {
        LETTERS.chars().map(|c| fonts.glyph_width(font, c)).sum::<f32>() / LETTERS.len() as f32
    })
}
