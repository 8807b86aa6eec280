//! Which theme the user wants: light, dark, or the one of the system.

use eframe::egui::{Context, ThemePreference};
use serde::{Deserialize, Serialize};

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// Dark on warm paper.
    Light,
    /// Light on cool slate.
    Dark,
    /// Whatever the desktop says.
    #[default]
    System,
}

impl ThemeChoice {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::System];

    /// The word for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::System => "As the system",
        }
    }

    /// The icon for it.
    pub const fn icon(self) -> char {
        match self {
            Self::Light => crate::ui::icon::SUN,
            Self::Dark => crate::ui::icon::MOON,
            Self::System => crate::ui::icon::CIRCLE_HALF,
        }
    }

    /// Makes it so, from the next frame on.
    pub fn apply(self, ctx: &Context) {
        ctx.set_theme(match self {
            Self::Light => ThemePreference::Light,
            Self::Dark => ThemePreference::Dark,
            Self::System => ThemePreference::System,
        });
    }
}
