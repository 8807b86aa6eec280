//! Draws a test window into a picture with plain arithmetic: no GPU, no display, the same bits on
//! every machine.
//!
//! Blends as egui's own back-ends do: premultiplied alpha in gamma space, textures read bilinearly
//! and clamped to their edge, a triangle's pixels chosen by the top-left rule.

use std::collections::HashMap;

use eframe::egui::epaint::{ImageData, ImageDelta, Mesh, Primitive, Vertex};
use eframe::egui::{Context, FullOutput, Rect, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Red, green, blue, alpha, each 0 to 255, premultiplied.
type Pixel = [f32; 4];

/// A renderer for `egui_kittest`: `Harness::builder().renderer(CpuRenderer::default())`.
#[derive(Default)]
pub struct CpuRenderer {
    textures: HashMap<TextureId, Texture>,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, patches) in delta.set.drain() {
            for patch in patches {
                self.textures.entry(id).or_default().apply(&patch);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize);
        for shape in ctx.tessellate(output.shapes.clone(), scale) {
            match &shape.primitive {
                Primitive::Mesh(mesh) => {
                    let texture = self
                        .textures
                        .get(&mesh.texture_id)
                        .ok_or_else(|| format!("no texture {:?}", mesh.texture_id))?;
                    canvas.draw(mesh, texture, shape.clip_rect, scale);
                }
                Primitive::Callback(_) => return Err("a paint callback needs a GPU".to_owned()),
            }
        }
        canvas.into_image()
    }
}

#[derive(Default)]
struct Texture {
    width: usize,
    height: usize,
    texels: Vec<Pixel>,
}

impl Texture {
    fn apply(&mut self, patch: &ImageDelta) {
        let ImageData::Color(image) = &patch.image;
        let [width, height] = image.size;
        let texels = image.pixels.iter().map(|texel| texel.to_array().map(f32::from));
        match patch.pos {
            None => *self = Self { width, height, texels: texels.collect() },
            Some([left, top]) => {
                let texels: Vec<Pixel> = texels.collect();
                for (row, line) in texels.chunks_exact(width).enumerate() {
                    let start = (top + row) * self.width + left;
                    self.texels[start..start + width].copy_from_slice(line);
                }
            }
        }
    }

    fn texel(&self, x: f32, y: f32) -> Pixel {
        let x = (x.max(0.0) as usize).min(self.width - 1);
        let y = (y.max(0.0) as usize).min(self.height - 1);
        self.texels[y * self.width + x]
    }

    fn sample(&self, u: f32, v: f32) -> Pixel {
        let (x, y) = (u * self.width as f32 - 0.5, v * self.height as f32 - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let upper = blend(self.texel(left, top), self.texel(left + 1.0, top), x - left);
        let lower = blend(self.texel(left, top + 1.0), self.texel(left + 1.0, top + 1.0), x - left);
        blend(upper, lower, y - top)
    }
}

fn blend(a: Pixel, b: Pixel, share: f32) -> Pixel {
    std::array::from_fn(|channel| a[channel] + (b[channel] - a[channel]) * share)
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Pixel>,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![[0.0; 4]; width * height] }
    }

    fn draw(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, scale: f32) {
        let within = |at: f32, most: usize| (at * scale).round().clamp(0.0, most as f32) as usize;
        let window = Window {
            left: within(clip.min.x, self.width),
            top: within(clip.min.y, self.height),
            right: within(clip.max.x, self.width),
            bottom: within(clip.max.y, self.height),
        };
        for corners in mesh.indices.chunks_exact(3) {
            let corners: [&Vertex; 3] =
                std::array::from_fn(|corner| &mesh.vertices[corners[corner] as usize]);
            if let Some(triangle) = Triangle::new(corners, scale) {
                self.fill(&triangle, texture, &window);
            }
        }
    }

    fn fill(&mut self, triangle: &Triangle, texture: &Texture, window: &Window) {
        let reach = triangle.reach(window);
        // Most of a window is plain fills: nothing to read or mix pixel by pixel.
        let [first, second, third] = triangle.corners;
        let plain_texel = (first.uv == second.uv && second.uv == third.uv)
            .then(|| texture.sample(first.uv.x, first.uv.y));
        let plain_colour = (first.color == second.color && second.color == third.color)
            .then(|| first.color.to_array().map(f32::from));
        for y in reach.top..reach.bottom {
            for x in reach.left..reach.right {
                let Some(weights) = triangle.weights(x as f64 + 0.5, y as f64 + 0.5) else {
                    continue;
                };
                let texel = plain_texel.unwrap_or_else(|| {
                    let [u, v] = triangle.uv(weights);
                    texture.sample(u, v)
                });
                let colour = plain_colour.unwrap_or_else(|| triangle.colour(weights));
                let under = &mut self.pixels[y * self.width + x];
                let seen_through = 1.0 - colour[3] * texel[3] / (255.0 * 255.0);
                *under = std::array::from_fn(|channel| {
                    colour[channel] * texel[channel] / 255.0 + under[channel] * seen_through
                });
            }
        }
    }

    fn into_image(self) -> Result<RgbaImage, String> {
        let bytes = self.pixels.iter().flatten().map(|c| c.round().clamp(0.0, 255.0) as u8);
        RgbaImage::from_raw(self.width as u32, self.height as u32, bytes.collect())
            .ok_or_else(|| "the picture has another size than its pixels".to_owned())
    }
}

/// A range of pixels, its right and bottom edges excluded.
struct Window {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

/// A triangle in pixels, its corners in the order that makes its area positive.
struct Triangle<'a> {
    corners: [&'a Vertex; 3],
    at: [(f64, f64); 3],
    area: f64,
    /// Does the side opposite to each corner own the pixels that lie on it?
    owns: [bool; 3],
}

impl<'a> Triangle<'a> {
    fn new(corners: [&'a Vertex; 3], scale: f32) -> Option<Self> {
        let place = |v: &Vertex| (f64::from(v.pos.x * scale), f64::from(v.pos.y * scale));
        let [a, b, c] = corners;
        let area = cross(place(a), place(b), place(c));
        if !area.is_normal() {
            return None;
        }
        let corners = if area < 0.0 { [a, c, b] } else { corners };
        let at = corners.map(place);
        let owns = std::array::from_fn(|corner| {
            let (from, to) = (at[(corner + 1) % 3], at[(corner + 2) % 3]);
            let is_top = from.1.total_cmp(&to.1).is_eq() && to.0 > from.0;
            is_top || to.1 < from.1
        });
        Some(Self { corners, at, area: area.abs(), owns })
    }

    fn reach(&self, window: &Window) -> Window {
        let low = |values: [f64; 3]| values.into_iter().fold(f64::MAX, f64::min).floor().max(0.0);
        let high = |values: [f64; 3]| values.into_iter().fold(0.0, f64::max).ceil();
        let (x, y) = (self.at.map(|at| at.0), self.at.map(|at| at.1));
        Window {
            left: (low(x) as usize).max(window.left),
            top: (low(y) as usize).max(window.top),
            right: (high(x) as usize).min(window.right),
            bottom: (high(y) as usize).min(window.bottom),
        }
    }

    /// How much each corner has to say at a point, if the point is inside.
    fn weights(&self, x: f64, y: f64) -> Option<[f32; 3]> {
        let mut weights = [0.0; 3];
        for (corner, weight) in weights.iter_mut().enumerate() {
            let side = cross(self.at[(corner + 1) % 3], self.at[(corner + 2) % 3], (x, y));
            let inside = if side > 0.0 { true } else { side >= 0.0 && self.owns[corner] };
            if !inside {
                return None;
            }
            *weight = (side / self.area) as f32;
        }
        Some(weights)
    }

    fn uv(&self, weights: [f32; 3]) -> [f32; 2] {
        let uvs = self.corners.map(|corner| [corner.uv.x, corner.uv.y]);
        mix(uvs, weights)
    }

    fn colour(&self, weights: [f32; 3]) -> Pixel {
        mix(self.corners.map(|corner| corner.color.to_array().map(f32::from)), weights)
    }
}

fn mix<const N: usize>(values: [[f32; N]; 3], weights: [f32; 3]) -> [f32; N] {
    std::array::from_fn(|n| {
        values.iter().zip(weights).map(|(value, weight)| value[n] * weight).sum()
    })
}

fn cross(a: (f64, f64), b: (f64, f64), p: (f64, f64)) -> f64 {
    (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0)
}
