//! How the window looks: kept as pictures, drawn without a GPU, the same on every machine.
//!
//! `UPDATE_SNAPSHOTS=1` writes them anew; where one differs, what was drawn is left beside the
//! temporary files of the build.

use std::path::{Path, PathBuf};

use casebook::session::{Host, Prefs};
use eframe::egui::{Key, Theme, Vec2, vec2};
use image::RgbaImage;

use crate::desk::{Desk, SIZE};
use crate::world::World;

/// The mean difference of a channel, in grey levels, that still counts as the same picture:
/// rounding differs between machines, nothing else may.
const MOST: f64 = 0.15;
/// The share of pixels that may differ clearly.
const MOST_CLEARLY: f64 = 0.0005;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories/pictures")
}

fn compare(desk: &mut Desk, name: &str) {
    let drawn = desk.window().render().unwrap();
    let file = folder().join(format!("{name}.png"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        drawn.save(&file).unwrap();
        return;
    }
    let kept = image::open(&file).map(image::DynamicImage::into_rgba8);
    let Ok(kept) = kept else {
        panic!("no picture {}: UPDATE_SNAPSHOTS=1 makes it", file.display());
    };
    let (mean, clearly) = difference(&kept, &drawn);
    if mean > MOST || clearly > MOST_CLEARLY {
        let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.new.png"));
        drawn.save(&beside).unwrap();
        panic!(
            "{name} looks different: {mean:.3} grey levels, {clearly:.5} of the pixels; drawn: {}",
            beside.display()
        );
    }
}

/// The mean difference of a channel, and the share of pixels that differ by more than 24 levels.
fn difference(a: &RgbaImage, b: &RgbaImage) -> (f64, f64) {
    if a.dimensions() != b.dimensions() {
        return (255.0, 1.0);
    }
    let (mut sum, mut clearly) = (0u64, 0u64);
    for (a, b) in a.pixels().zip(b.pixels()) {
        let apart = a.0.iter().zip(b.0).map(|(a, b)| a.abs_diff(b));
        let (total, most) =
            apart.fold((0u64, 0u8), |(sum, most), d| (sum + u64::from(d), most.max(d)));
        sum += total;
        clearly += u64::from(most > 24);
    }
    let pixels = f64::from(a.width()) * f64::from(a.height());
    (sum as f64 / (pixels * 4.0), clearly as f64 / pixels)
}

/// Without suggestions: what is read ahead changes with the rules, the looks do not.
fn quiet(world: &World) -> Host {
    let host = Host { reads_ahead: false, ..world.host(1) };
    let prefs = Prefs { suggestions: false, ..Prefs::load(&host.dirs) };
    prefs.save(&host.dirs).unwrap();
    host
}

fn sample(size: Vec2, theme: Theme) -> (World, Desk) {
    let world = World::new();
    let desk = Desk::open_as(quiet(&world), None, size, theme);
    (world, desk)
}

const THEMES: [(Theme, &str); 2] = [(Theme::Light, "light"), (Theme::Dark, "dark")];

#[test]
fn the_window_on_the_sample() {
    for (theme, name) in THEMES {
        let (_world, mut desk) = sample(SIZE, theme);
        compare(&mut desk, &format!("sample-{name}"));
        desk.press(Key::CloseBracket);
        compare(&mut desk, &format!("claim-{name}"));
    }
}

#[test]
fn the_window_where_there_is_little_room() {
    for (theme, name) in THEMES {
        let (_world, mut desk) = sample(vec2(1024.0, 700.0), theme);
        compare(&mut desk, &format!("small-{name}"));
    }
}

#[test]
fn the_claim_form() {
    for (theme, name) in THEMES {
        let world = World::new();
        let path = Some(world.articles());
        let mut desk = Desk::open_as(quiet(&world), path, SIZE, theme);
        compare(&mut desk, &format!("folder-{name}"));
        desk.open_article(crate::world::COURIER_TITLE);
        desk.select("Twenty-three soldiers were killed");
        desk.press(Key::Num1);
        compare(&mut desk, &format!("form-{name}"));
    }
}
