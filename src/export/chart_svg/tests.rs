//! Drawings of small charts, and what holds for every drawing.

use super::*;
use crate::analysis::fixture::{Fixture, at_least, claim};
use crate::analysis::{By, ChartSpec, Derived, chart};
use crate::calendar::Per;
use crate::export::{chart_csv, golden};
use crate::model::{Category, Claim, Figure, Side};

/// Four incidents: a range, an open toll, a belligerent's claim alone, an undated one.
pub(crate) fn sample() -> Fixture {
    let mut f = Fixture::new();
    f.incident("i", Some("2023-11-20"));
    f.incident("j", Some("2024-01-05"));
    f.incident("k", Some("2024-03-20"));
    f.incident("l", None);
    let of = |incident: &str, claim: Claim| Claim { incident: Some(incident.into()), ..claim };
    f.say("c1", Some("hospital"), Figure::exact(17));
    f.say("c2", Some("villager"), Figure::exact(22));
    f.add(of(
        "i",
        Claim { category: Category::Civilian, side: Side::Third, ..claim("c3", Figure::exact(6)) },
    ));
    f.add(of("j", claim("c4", at_least(31))));
    let enemy =
        Claim { side: Side::B, category: Category::Militant, ..claim("c5", Figure::exact(30)) };
    f.add(of("k", Claim { source: Some("ministry".into()), ..enemy }));
    f.add(of("l", claim("c6", Figure::exact(9))));
    f
}

pub(crate) fn data(f: &Fixture, spec: &ChartSpec) -> ChartData {
    chart(&f.project, &Derived::of(&f.project), spec)
}

fn by_category() -> ChartSpec {
    ChartSpec { by: By::Category, ..ChartSpec::default() }
}

#[test]
fn a_chart_as_drawing_and_as_numbers() {
    let data = data(&sample(), &by_category());
    let look = ChartLook { subtitle: "Test project".into(), ..ChartLook::default() };
    golden::check("chart.svg", &chart_svg(&data, &look));
    golden::check("chart.csv", &String::from_utf8(chart_csv(&data).unwrap()).unwrap());
}

#[test]
fn a_drawing_is_sound_whatever_it_shows() {
    let mut f = sample();
    for n in 0..12 {
        let odd =
            Category::Other(format!("<b>\"{n}\" & ثلاثة عشر 🕊 a very long name indeed").into());
        f.add(Claim { category: odd, ..claim(&format!("x{n}"), Figure::exact(10 + n)) });
    }
    let today = Some(jiff::civil::date(2024, 3, 21));
    for f in [Fixture::new(), sample(), f] {
        for by in By::ALL {
            for per in Per::ALL {
                let data = data(&f, &ChartSpec { by, per, ..ChartSpec::default() });
                for (width, height) in [(960.0, 540.0), (320.0, 240.0), (1920.0, 400.0)] {
                    let look = ChartLook { width, height, today, ..ChartLook::default() };
                    let svg = chart_svg(&data, &look);
                    let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default());
                    assert!(tree.is_ok(), "{by} {per} {width}");
                    assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{by} {per} {width}");
                }
            }
        }
    }
}

#[test]
fn the_period_that_is_not_over_is_hatched() {
    let data = data(&sample(), &by_category());
    let hatched = |today| {
        let look = ChartLook { today, ..ChartLook::default() };
        chart_svg(&data, &look).contains("fill=\"url(#incomplete)\"")
    };
    assert!(!hatched(None));
    assert!(hatched(Some(jiff::civil::date(2024, 3, 21))));
    assert!(!hatched(Some(jiff::civil::date(2024, 3, 31))), "the last day is over");
    assert!(!hatched(Some(jiff::civil::date(2024, 7, 1))));
}

/// Writes pictures for people to look at: `CHART_PICTURES=folder CHART_FONTS=a.ttf:b.ttf`.
#[test]
fn pictures_to_look_at() {
    let (Some(folder), Some(fonts)) =
        (std::env::var_os("CHART_PICTURES"), std::env::var_os("CHART_FONTS"))
    else {
        return;
    };
    let fonts: Vec<Vec<u8>> =
        std::env::split_paths(&fonts).map(|path| std::fs::read(path).unwrap()).collect();
    let fonts: Vec<&[u8]> = fonts.iter().map(Vec::as_slice).collect();
    let mut long = sample();
    for n in 0..60i64 {
        let id = format!("n{n}");
        let day = crate::calendar::DateSpan::day(jiff::civil::date(2019, 1, 7)).start;
        let day = day.checked_add(jiff::Span::new().days(n * 31)).unwrap();
        long.incident(&id, Some(&day.to_string()));
        for (m, category) in (0i64..).zip(Category::all()) {
            let count = ((n * 7 + m * 13) % 29) as u64;
            let figure = if n % 9 == 4 {
                at_least(count)
            } else {
                Figure::new(Some(count), Some(count), Some(count + count / 3))
            };
            let claim = claim(&format!("n{n}-{m}"), figure);
            let claim = Claim { category: category.clone(), side: Side::Third, ..claim };
            long.add(Claim { incident: Some(id.as_str().into()), ..claim });
        }
    }
    let today = Some(jiff::civil::date(2024, 3, 21));
    for (name, f, spec) in [
        ("few", &sample(), by_category()),
        ("many", &long, by_category()),
        ("weeks", &long, ChartSpec { per: Per::Week, ..by_category() }),
        ("years", &long, ChartSpec { per: Per::Year, by: By::Side, ..ChartSpec::default() }),
        ("empty", &Fixture::new(), ChartSpec::default()),
    ] {
        let look =
            ChartLook { subtitle: "Sahel, sample project".into(), today, ..ChartLook::default() };
        let picture = crate::export::chart_png(&data(f, &spec), &look, 1.5, &fonts).unwrap();
        let folder = std::path::Path::new(&folder);
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }
}

use crate::model::Vocabulary as _;
