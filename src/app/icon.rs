//! The application's icon, drawn for it.

use eframe::egui::IconData;

/// The icon as a picture of 64 × 64 points.
pub(super) fn icon() -> IconData {
    // Bundled, and read by a test: a broken file gives the system's own icon.
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/casebook-64.png"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_icon_can_be_read() {
        assert_eq!((super::icon().width, super::icon().height), (64, 64));
    }
}
