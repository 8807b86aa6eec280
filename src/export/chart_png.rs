//! A chart as a picture: the drawing, rendered with the fonts that the caller brings.
//!
//! *Invariant*: no font of the system is used, so that a chart looks the same on every machine.

use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use super::{ChartLook, ExportError, chart_svg};
use crate::analysis::ChartData;

/// The most pixels of a side: more would exhaust the memory.
const MAX_SIDE: f64 = 16_384.0;

/// The chart as PNG, `scale` pixels to one of the drawing. `fonts` are the bytes of font files.
pub fn chart_png(
    data: &ChartData,
    look: &ChartLook,
    scale: f32,
    fonts: &[&[u8]],
) -> Result<Vec<u8>, ExportError> {
    let mut options = usvg::Options::default();
    let faces = options.fontdb_mut();
    for font in fonts {
        faces.load_font_source(usvg::fontdb::Source::Binary(Arc::new(font.to_vec())));
    }
    let families = faces.faces().next().map(|face| face.families.clone()).unwrap_or_default();
    if let Some((family, _)) = families.into_iter().next() {
        faces.set_sans_serif_family(family.clone());
        options.font_family = family;
    }
    let tree = usvg::Tree::from_str(&chart_svg(data, look), &options)?;
    let side = |length: f32| (f64::from(length) * f64::from(scale)).ceil();
    let (wide, high) = (side(tree.size().width()), side(tree.size().height()));
    let too_large = || ExportError::Size { width: wide as u32, height: high as u32 };
    if !(wide <= MAX_SIDE && high <= MAX_SIDE) {
        return Err(too_large());
    }
    let mut picture = tiny_skia::Pixmap::new(wide as u32, high as u32).ok_or_else(too_large)?;
    let transform = tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut picture.as_mut());
    picture.encode_png().map_err(|error| ExportError::Picture(error.to_string()))
}
