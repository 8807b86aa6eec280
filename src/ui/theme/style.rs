//! The tokens poured into egui's styles: sizes on a grid of four points, quiet controls, a ring
//! around what has the keyboard.

use eframe::egui::style::{HandleShape, ScrollAnimation, ScrollStyle, WidgetVisuals};
use eframe::egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle,
    Theme, Visuals, vec2,
};

use super::text::{figure_style, semibold, strong_style};
use super::tokens::{Tokens, for_mode};

/// Within a group of controls.
pub const TIGHT: f32 = 4.0;
/// Between controls.
pub const GAP: f32 = 8.0;
/// Between groups.
pub const GROUP_GAP: f32 = 16.0;
/// Around the reading column.
pub const PAGE_MARGIN: f32 = 24.0;
/// The height of a row, a field, a button.
pub const CONTROL_HEIGHT: f32 = 24.0;
/// The corners of controls.
pub const CONTROL_RADIUS: u8 = 4;

/// Sets the light and the dark style; which of them is used is [`super::ThemeChoice`]'s matter.
pub fn install(ctx: &Context) {
    for theme in [Theme::Light, Theme::Dark] {
        let tokens = for_mode(theme == Theme::Dark);
        ctx.style_mut_of(theme, |style| pour(tokens, style));
    }
}

/// Turns motion off or on again, for those whom it troubles.
pub fn set_reduced_motion(ctx: &Context, reduced: bool) {
    ctx.all_styles_mut(|style| {
        style.animation_time = if reduced { 0.0 } else { MOTION };
        style.scroll_animation =
            if reduced { ScrollAnimation::none() } else { ScrollAnimation::duration(0.1) };
    });
}

/// Seconds that a change of state may take.
const MOTION: f32 = 0.08;

fn pour(tokens: &Tokens, style: &mut Style) {
    style.text_styles = [
        (TextStyle::Small, FontId::new(11.0, FontFamily::Proportional)),
        (TextStyle::Body, FontId::new(13.0, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(13.0, FontFamily::Proportional)),
        (TextStyle::Monospace, FontId::new(12.0, FontFamily::Monospace)),
        (TextStyle::Heading, semibold(15.0)),
        (strong_style(), semibold(13.0)),
        (figure_style(), semibold(21.0)),
    ]
    .into();
    style.animation_time = MOTION;
    style.scroll_animation = ScrollAnimation::duration(0.1);
    style.explanation_tooltips = false;
    style.url_in_tooltip = true;

    let interaction = &mut style.interaction;
    interaction.tooltip_delay = 0.4;
    interaction.selectable_labels = false;
    interaction.show_tooltips_only_when_still = true;

    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(GAP, TIGHT);
    spacing.button_padding = vec2(8.0, 3.0);
    spacing.interact_size = vec2(32.0, CONTROL_HEIGHT);
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 8.0;
    spacing.icon_spacing = 6.0;
    spacing.indent = 16.0;
    spacing.combo_width = 120.0;
    spacing.text_edit_width = 240.0;
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(4);
    spacing.tooltip_width = 320.0;
    spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        floating_allocated_width: 8.0,
        handle_min_length: 24.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.22,
        active_handle_opacity: 0.34,
        interact_handle_opacity: 0.55,
        ..ScrollStyle::thin()
    };
    spacing.scroll.fade.strength = 0.0;

    style.visuals = visuals(tokens);
}

fn visuals(t: &Tokens) -> Visuals {
    let mut v = if t.dark { Visuals::dark() } else { Visuals::light() };
    v.dark_mode = t.dark;
    v.weak_text_color = Some(t.muted);
    v.hyperlink_color = t.accent;
    v.faint_bg_color = super::mix(t.panel, t.text, 0.02);
    v.extreme_bg_color = t.sunken;
    v.text_edit_bg_color = Some(t.field);
    v.code_bg_color = t.sunken;
    v.warn_fg_color = t.warning.text;
    v.error_fg_color = t.error.text;
    v.window_fill = t.raised;
    v.window_stroke = Stroke::new(1.0, t.hairline);
    v.window_corner_radius = CornerRadius::same(8);
    v.window_shadow = shadow(t, 24, 8);
    v.menu_corner_radius = CornerRadius::same(6);
    v.popup_shadow = shadow(t, 12, 4);
    v.panel_fill = t.panel;
    v.window_highlight_topmost = false;
    v.selection.bg_fill = t.selection;
    v.selection.stroke = Stroke::new(1.5, t.accent);
    v.text_cursor.stroke = Stroke::new(1.5, t.accent);
    v.text_cursor.blink = false;
    v.striped = false;
    v.indent_has_left_vline = false;
    v.slider_trailing_fill = true;
    v.handle_shape = HandleShape::Circle;
    v.interact_cursor = None;
    v.disabled_alpha = 0.5;

    let face = |fill: Color32, box_fill: Color32, edge: Stroke| WidgetVisuals {
        bg_fill: box_fill,
        weak_bg_fill: fill,
        bg_stroke: edge,
        corner_radius: CornerRadius::same(CONTROL_RADIUS),
        fg_stroke: Stroke::new(1.0, t.text),
        expansion: 0.0,
    };
    let edge = Stroke::new(1.0, t.outline);
    v.widgets.noninteractive = face(t.panel, t.panel, Stroke::new(1.0, t.hairline));
    v.widgets.inactive = face(t.button, t.sunken, edge);
    v.widgets.hovered = face(t.hover, t.hover, edge);
    v.widgets.active = face(t.pressed, t.pressed, Stroke::new(1.5, t.focus));
    v.widgets.open = face(t.hover, t.hover, edge);
    v
}

fn shadow(t: &Tokens, blur: u8, down: i8) -> Shadow {
    let strength = if t.dark { 110 } else { 36 };
    Shadow { offset: [0, down], blur, spread: 0, color: Color32::from_black_alpha(strength) }
}
