//! Every colour, font and measure of the text view. It has none of its own.

use eframe::egui::{Color32, FontId};

/// How the text looks. Fonts must be installed in the egui context.
#[derive(Clone, PartialEq, Debug)]
pub struct Style {
    /// Ink.
    pub text: Color32,
    /// Ink of dimmed paragraphs, their bracket and label.
    pub dimmed: Color32,
    /// Behind selected words.
    pub selection: Color32,
    /// Behind search hits.
    pub find: Color32,
    /// Behind the search hit that the reader is at.
    pub find_current: Color32,
    /// Thin lines and the edges of margin tags.
    pub hairline: Color32,
    /// Ink of margin tags.
    pub caption: Color32,
    /// Behind margin tags.
    pub tag: Color32,
    /// The reading caret and the focus ring.
    pub focus: Color32,
    /// Of the body.
    pub font: FontId,
    /// Of the first paragraph, where [`Body::headline`](super::Body::headline) says so.
    pub headline: FontId,
    /// Of margin tags and labels.
    pub small: FontId,
    /// Of lines that stand for folded paragraphs.
    pub fold: FontId,
    /// Distance of two lines as a multiple of the font's size.
    pub line_height: f32,
    /// The longest line, in characters of average width.
    pub column_chars: f32,
    /// Width of the margin for tags, in points, where the view is wide enough.
    pub margin: f32,
}
