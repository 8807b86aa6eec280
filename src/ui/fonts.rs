//! The bundled fonts: which face stands in which family, and whose work they are.
//!
//! A character that no bundled face has falls to egui's own faces and then to the system's: eframe,
//! built with `system_fonts`, asks the desktop for a font the first time such a character is seen
//! (Chinese, Devanagari, emoji), so nothing is bundled for those.

use std::sync::Arc;

use crate::bundled::{
    ARABIC, ARABIC_HEAVY, Face, HEBREW, HEBREW_HEAVY, ICONS, ICONS_FILLED, SANS, SANS_HEAVY,
    SERIF as SERIF_FACE, SERIF_HEAVY,
};
use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};

/// The family of the heavier sans.
pub const SEMIBOLD: &str = "semibold";
/// The family of the reading serif.
pub const SERIF: &str = "serif";
/// The family of the heavier serif.
pub const SERIF_SEMIBOLD: &str = "serif-semibold";
/// The family of filled icons.
pub const ICONS_FILL: &str = "icons-fill";

/// A bundled typeface, as the About window names it.
#[derive(Clone, Copy, Debug)]
pub struct BundledFont {
    /// Its name here.
    pub name: &'static str,
    /// The work that it was made from, and whose.
    pub made_from: &'static str,
    /// The licence's name.
    pub licence: &'static str,
    /// The licence, in full.
    pub licence_text: &'static str,
}

const OFL: &str = "SIL Open Font License 1.1";

/// All bundled typefaces.
pub const BUNDLED: &[BundledFont] = &[
    BundledFont {
        name: "Casebook Sans",
        made_from: "Inter, by The Inter Project Authors",
        licence: OFL,
        licence_text: include_str!("../../assets/fonts/OFL-Inter.txt"),
    },
    BundledFont {
        name: "Casebook Serif",
        made_from: "Source Serif 4, by Adobe",
        licence: OFL,
        licence_text: include_str!("../../assets/fonts/OFL-SourceSerif.txt"),
    },
    BundledFont {
        name: "Casebook Arabic, Casebook Hebrew, letters of Casebook Serif",
        made_from: "Noto, by Google",
        licence: OFL,
        licence_text: include_str!("../../assets/fonts/OFL-Noto.txt"),
    },
    BundledFont {
        name: "Casebook Icons",
        made_from: "Phosphor Icons, by the Phosphor authors",
        licence: "MIT",
        licence_text: include_str!("../../assets/fonts/MIT-Phosphor.txt"),
    },
];

/// Puts the bundled faces before egui's own.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}

fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let chains: [(FontFamily, &[&'static Face]); 6] = [
        (FontFamily::Proportional, &[&SANS, &ARABIC, &HEBREW, &ICONS]),
        (named(SEMIBOLD), &[&SANS_HEAVY, &ARABIC_HEAVY, &HEBREW_HEAVY, &ICONS]),
        (named(SERIF), &[&SERIF_FACE, &ARABIC, &HEBREW, &SANS, &ICONS]),
        (named(SERIF_SEMIBOLD), &[&SERIF_HEAVY, &ARABIC_HEAVY, &HEBREW_HEAVY, &SANS_HEAVY, &ICONS]),
        (named(ICONS_FILL), &[&ICONS_FILLED, &SANS]),
        (FontFamily::Monospace, &[&SANS, &ARABIC, &HEBREW, &ICONS]),
    ];
    for (family, faces) in chains {
        for face in faces {
            fonts
                .font_data
                .entry(face.name.to_owned())
                .or_insert_with(|| Arc::new(FontData::from_static(face.bytes)));
        }
        let names = faces.iter().map(|face| face.name.to_owned());
        let chain: Vec<String> = if family == FontFamily::Monospace {
            let own = fonts.families.get(&family).cloned().unwrap_or_default();
            own.into_iter().chain(names).collect()
        } else {
            names.chain(fallback.iter().cloned()).collect()
        };
        fonts.families.insert(family, chain);
    }
    fonts
}

fn named(name: &'static str) -> FontFamily {
    FontFamily::Name(name.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_of_a_family_is_there() {
        let fonts = definitions();
        for (family, chain) in &fonts.families {
            for name in chain {
                assert!(fonts.font_data.contains_key(name), "{family:?} wants {name}");
            }
        }
    }

    #[test]
    fn the_licences_are_in_full() {
        for font in BUNDLED {
            assert!(font.licence_text.len() > 900, "{}", font.name);
        }
    }
}
