//! `casebook chart` and `export`: files written.

use super::Place;

fn chart(place: &Place, arguments: &[&str]) -> String {
    let all = [&["chart", "teguey.casebook"], arguments].concat();
    place.run(&all).succeeds().out
}

#[test]
fn a_chart_is_written_in_the_format_of_its_ending() {
    let place = Place::coded();
    let said = chart(&place, &["--by", "category", "--per", "month", "-o", "killed.svg"]);
    assert!(said.contains("killed.svg") && said.contains("1 incident"), "{said}");
    let svg = place.read("killed.svg");
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    assert_balanced(&svg);
    assert!(svg.contains("Killed by victim category, per month"), "{svg}");

    chart(&place, &["--by", "outcome", "--per", "week", "-o", "week.PNG"]);
    let png = std::fs::read(place.path("week.PNG")).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));

    chart(&place, &["--by", "side", "--per", "year", "--outcome", "injured", "-o", "year.csv"]);
    let csv = place.read("year.csv");
    assert!(csv.starts_with("period,period_start,period_end,series,low,best,high"), "{csv}");
    assert!(csv.contains("2024,2024-01-01,2024-12-31,Side A,17,17,17"), "{csv}");
}

/// Every element is closed in order: what any reader of XML asks for first.
fn assert_balanced(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in xml.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn what_a_chart_cannot_be_is_said_before_anything_is_written() {
    let place = Place::coded();
    let refuse = |arguments: &[&str], says: &[&str]| {
        let all = [&["chart", "teguey.casebook"], arguments].concat();
        place.run(&all).fails(says);
    };
    refuse(&["-o", "chart.pdf"], &["chart.pdf", ".svg, .png or .csv"]);
    refuse(&["-o", "chart"], &[".svg, .png or .csv"]);
    refuse(&["-o", "c.svg", "--by", "colour"], &["colour", "outcome, category, side or actor"]);
    refuse(&["-o", "c.svg", "--per", "hour"], &["hour"]);
    refuse(&["-o", "c.svg", "--outcome", "kiled"], &["kiled", "killed, injured"]);
    refuse(&["-o", "none/c.svg"], &["c.svg"]);
    refuse(&[], &["--output"]);
    assert_eq!(place.names(), ["articles", "teguey.casebook"]);
}

#[test]
fn export_writes_its_tables_and_touches_nothing_else() {
    let place = Place::coded();
    place.write("tables/own.csv", "mine");
    place.write("tables/claims.csv", "old");
    let ran = place.run(&["export", "teguey.casebook", "--format", "csv", "-o", "tables"]);
    assert_eq!(ran.succeeds().out.lines().count(), 3);
    assert_eq!(place.read("tables/own.csv"), "mine");
    let incidents = place.read("tables/incidents.csv");
    assert!(incidents.starts_with("id,title,date_start"), "{incidents}");
    assert!(incidents.contains("Teguey ambush,2024-03-20"), "{incidents}");
    let claims = place.read("tables/claims.csv");
    assert_eq!(claims.lines().count(), 5, "{claims}");
    for quote in ["Twenty-three soldiers were killed", "killed 30 soldiers"] {
        assert!(claims.contains(quote), "{claims}");
    }
    let figures = place.read("tables/figures.csv");
    assert!(figures.starts_with("incident,incident_title,outcome,side,category,low"), "{figures}");
    assert_eq!(std::fs::read_dir(place.path("tables")).unwrap().count(), 4);
    let says = ["xlsx", "there are csv"];
    place.run(&["export", "teguey.casebook", "--format", "xlsx", "-o", "t"]).fails(&says);
}
