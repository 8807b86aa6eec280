//! The colours, by what they are for. Two sets: warm paper for the light, cool slate for the dark.
//!
//! The hues of data come from Okabe and Ito's palette, which readers with colour-blindness can
//! tell apart, each moved in lightness until it stands out from every surface of its theme.
//! `tests/theme_contrast.rs` measures them.

use eframe::egui::{Color32, Style, Ui};

use super::contrast::mix;

/// The colours of one theme. All are opaque.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tokens {
    /// Is this the dark set?
    pub dark: bool,

    /// Behind and between the panels; bars and the status line.
    pub window: Color32,
    /// A panel.
    pub panel: Color32,
    /// What lies above a panel: menus, popups, dialogs, cards.
    pub raised: Color32,
    /// What lies below a panel: wells, tracks, the bed of a segmented control.
    pub sunken: Color32,
    /// The inside of a text field.
    pub field: Color32,
    /// The reading page.
    pub page: Color32,
    /// The face of an ordinary button.
    pub button: Color32,

    /// Text.
    pub text: Color32,
    /// Text that steps back: labels, captions.
    pub muted: Color32,
    /// Text that may be overlooked: hints, separators between figures.
    pub faint: Color32,
    /// Article text that is repeated or furniture. Under the ratio of other text on purpose.
    pub dimmed: Color32,
    /// Text on [`Self::accent_fill`].
    pub on_accent: Color32,

    /// The one line between groups.
    pub hairline: Color32,
    /// The edge of a field or button.
    pub outline: Color32,
    /// The edge of a mark that must be seen by itself: a check box.
    pub mark: Color32,

    /// Links, selected words, the caret.
    pub accent: Color32,
    /// [`Self::accent`] under the pointer.
    pub accent_hover: Color32,
    /// The face of the primary button.
    pub accent_fill: Color32,
    /// [`Self::accent_fill`] under the pointer.
    pub accent_fill_hover: Color32,
    /// A background with a breath of accent.
    pub accent_soft: Color32,
    /// The ring around what has the keyboard.
    pub focus: Color32,
    /// Behind selected rows and words.
    pub selection: Color32,
    /// Behind what is under the pointer.
    pub hover: Color32,
    /// Behind what is being pressed.
    pub pressed: Color32,

    /// It worked.
    pub success: Status,
    /// Look here.
    pub warning: Status,
    /// It failed.
    pub error: Status,

    /// The hues of outcomes.
    pub outcome: OutcomeHues,
    /// The hues of categories, sides and actors, in the order in which a chart hands them out.
    pub series: [Color32; 7],
    /// The hue of all that has no hue of its own.
    pub series_other: Color32,

    /// How much of a hue a tint holds.
    tint_share: f32,
}

/// Text and background of a state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Status {
    /// Text and icon.
    pub text: Color32,
    /// Background.
    pub soft: Color32,
}

/// One hue for each outcome; the same wherever it appears.
#[allow(missing_docs, reason = "the names are the outcomes'")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutcomeHues {
    pub killed: Color32,
    pub injured: Color32,
    pub abducted: Color32,
    pub missing: Color32,
    pub detained: Color32,
    pub surrendered: Color32,
    pub displaced: Color32,
    pub neutralised: Color32,
    pub casualties: Color32,
}

impl OutcomeHues {
    /// All of them with their names.
    pub const fn all(&self) -> [(&'static str, Color32); 9] {
        [
            ("killed", self.killed),
            ("injured", self.injured),
            ("abducted", self.abducted),
            ("missing", self.missing),
            ("detained", self.detained),
            ("surrendered", self.surrendered),
            ("displaced", self.displaced),
            ("neutralised", self.neutralised),
            ("casualties", self.casualties),
        ]
    }
}

impl Tokens {
    /// The light background behind highlighted words, on the reading page.
    pub fn tint(&self, hue: Color32) -> Color32 {
        self.tint_on(self.page, hue)
    }

    /// A tint on another surface.
    pub fn tint_on(&self, surface: Color32, hue: Color32) -> Color32 {
        mix(surface, hue, self.tint_share)
    }

    /// The tint of a highlight under the pointer or the cursor.
    pub fn tint_strong(&self, hue: Color32) -> Color32 {
        mix(self.page, hue, self.tint_share * 1.8)
    }

    /// A hue at lower strength, for the bars that are not lit.
    pub fn subdued(&self, hue: Color32) -> Color32 {
        mix(self.panel, hue, 0.45)
    }

    /// The hue of the series at `index`; beyond the palette, that of "other".
    pub fn series(&self, index: usize) -> Color32 {
        self.series.get(index).copied().unwrap_or(self.series_other)
    }

    /// The surfaces on which text and marks may stand, with their names.
    pub const fn surfaces(&self) -> [(&'static str, Color32); 9] {
        [
            ("window", self.window),
            ("panel", self.panel),
            ("raised", self.raised),
            ("sunken", self.sunken),
            ("field", self.field),
            ("page", self.page),
            ("button", self.button),
            ("hover", self.hover),
            ("selection", self.selection),
        ]
    }
}

/// The colours of this part of the window.
pub fn tokens(ui: &Ui) -> &'static Tokens {
    for_mode(ui.visuals().dark_mode)
}

/// The colours that go with a style.
pub fn of_style(style: &Style) -> &'static Tokens {
    for_mode(style.visuals.dark_mode)
}

/// The colours of the dark or the light theme.
pub fn for_mode(dark: bool) -> &'static Tokens {
    if dark { &DARK } else { &LIGHT }
}

#[allow(clippy::disallowed_methods, reason = "the one place where colours are named")]
const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

const fn status(text: u32, soft: u32) -> Status {
    Status { text: rgb(text), soft: rgb(soft) }
}

/// Dark on warm paper.
pub static LIGHT: Tokens = Tokens {
    dark: false,
    window: rgb(0x00F1_EFEB),
    panel: rgb(0x00FA_F9F7),
    raised: rgb(0x00FF_FFFF),
    sunken: rgb(0x00EF_EDE8),
    field: rgb(0x00FF_FFFF),
    page: rgb(0x00FE_FDFA),
    button: rgb(0x00FF_FFFF),
    text: rgb(0x0021_1F1C),
    muted: rgb(0x0059_554E),
    faint: rgb(0x006A_655D),
    dimmed: rgb(0x008D_8981),
    on_accent: rgb(0x00FF_FFFF),
    hairline: rgb(0x00E3_E0DA),
    outline: rgb(0x00CF_CBC3),
    mark: rgb(0x0081_7C73),
    accent: rgb(0x0044_50B0),
    accent_hover: rgb(0x0033_3E98),
    accent_fill: rgb(0x0048_55BA),
    accent_fill_hover: rgb(0x003B_47A6),
    accent_soft: rgb(0x00EE_EFFB),
    focus: rgb(0x005A_67D0),
    selection: rgb(0x00E3_E6F8),
    hover: rgb(0x00ED_EAE4),
    pressed: rgb(0x00E3_DFD7),
    success: status(0x001F_6638, 0x00E6_F2E8),
    warning: status(0x0077_4A00, 0x00FA_F0D9),
    error: status(0x00A0_2A23, 0x00FB_EAE7),
    outcome: OutcomeHues {
        killed: rgb(0x00C2_4400),
        injured: rgb(0x00AC_6A00),
        abducted: rgb(0x00B0_4A88),
        missing: rgb(0x007B_5CB0),
        detained: rgb(0x0000_67A8),
        surrendered: rgb(0x0000_795A),
        displaced: rgb(0x007A_6F00),
        neutralised: rgb(0x0066_625C),
        casualties: rgb(0x008A_3A3A),
    },
    series: [
        rgb(0x000C_71B0),
        rgb(0x00AC_6A00),
        rgb(0x0000_795A),
        rgb(0x00B0_4A88),
        rgb(0x007A_6F00),
        rgb(0x005A_55A8),
        rgb(0x00B2_4A55),
    ],
    series_other: rgb(0x007B_766E),
    tint_share: 0.14,
};

/// Light on cool slate.
pub static DARK: Tokens = Tokens {
    dark: true,
    window: rgb(0x0014_1619),
    panel: rgb(0x001A_1C20),
    raised: rgb(0x0024_272C),
    sunken: rgb(0x0012_1417),
    field: rgb(0x0015_171A),
    page: rgb(0x0017_191C),
    button: rgb(0x0025_282D),
    text: rgb(0x00E4_E6EA),
    muted: rgb(0x00A7_ACB5),
    faint: rgb(0x009A_A0A9),
    dimmed: rgb(0x0073_777F),
    on_accent: rgb(0x00FF_FFFF),
    hairline: rgb(0x002C_2F35),
    outline: rgb(0x003C_4047),
    mark: rgb(0x0080_8690),
    accent: rgb(0x00A5_B0FF),
    accent_hover: rgb(0x00BF_C7FF),
    accent_fill: rgb(0x0050_5DC8),
    accent_fill_hover: rgb(0x005B_68D2),
    accent_soft: rgb(0x0023_2740),
    focus: rgb(0x008C_99FF),
    selection: rgb(0x002B_3155),
    hover: rgb(0x002A_2E34),
    pressed: rgb(0x0032_363D),
    success: status(0x007C_CF98, 0x001C_2D23),
    warning: status(0x00E6_B85C, 0x0033_2A18),
    error: status(0x00FF_9A8F, 0x003A_2123),
    outcome: OutcomeHues {
        killed: rgb(0x00F2_7B3D),
        injured: rgb(0x00E9_AE3C),
        abducted: rgb(0x00DB_8FBA),
        missing: rgb(0x00AC_96E0),
        detained: rgb(0x005A_AEE6),
        surrendered: rgb(0x003D_BC94),
        displaced: rgb(0x00D9_CE55),
        neutralised: rgb(0x00A9_AEB6),
        casualties: rgb(0x00D8_8A80),
    },
    series: [
        rgb(0x005A_AEE6),
        rgb(0x00E9_AE3C),
        rgb(0x003D_BC94),
        rgb(0x00DB_8FBA),
        rgb(0x00D9_CE55),
        rgb(0x009C_98E8),
        rgb(0x00EE_8A86),
    ],
    series_other: rgb(0x0090_96A0),
    tint_share: 0.20,
};
