//! What a screen reader says of a painted word. A label's name is its text, so that an icon or a
//! dash is given words of its own here; [`Response::accessible_name`] does not reach it.

use eframe::egui::Response;

/// A label that is read as these words; as nothing where they are empty.
pub fn spoken(label: Response, words: &str) -> Response {
    label.ctx.accesskit_node_builder(label.id, |node| node.set_value(words));
    label
}
