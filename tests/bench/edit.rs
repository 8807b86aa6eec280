//! One edit in a project of 100,000 claims: what is derived and the chart, as the window has them.

use std::time::Instant;

use crate::material;
use crate::material::report::{MS, Report};
use casebook::analysis::{ChartSpec, Charted, Derived, Findings, chart};
use casebook::edit::{ClaimFields, Command, IncidentFields, Mark, SetClaim, SetIncident, Words};
use casebook::model::Figure;
use casebook::session::{Host, Session};

pub fn run() {
    let folder = tempfile::tempdir().unwrap();
    let project = material::project(material::Size { text: 600, ..material::LARGE });
    let path = material::saved(&project, folder.path());
    let mut report = Report::new();

    report.measure("derive all from nothing", 1000 * MS, || {
        let begun = Instant::now();
        std::hint::black_box(Derived::of(&project));
        begun.elapsed()
    });
    let derived = Derived::of(&project);
    report.measure("all findings from nothing", 1000 * MS, || {
        let begun = Instant::now();
        std::hint::black_box(Findings::of(&project, &derived));
        begun.elapsed()
    });
    report.measure("chart from nothing", 1000 * MS, || {
        let begun = Instant::now();
        std::hint::black_box(chart(&project, &derived, &ChartSpec::opening()));
        begun.elapsed()
    });

    let mut session = Session::open(Host::still(folder.path()), &path).unwrap();
    session.settle();
    let claims: Vec<_> = project.claims.keys().cloned().collect();
    let other_figure = |n: usize| {
        Command::SetClaim(SetClaim {
            claim: claims[(n * 7919) % claims.len()].clone(),
            fields: ClaimFields {
                figure: Some(Figure::exact(n as u64 % 90)),
                ..ClaimFields::default()
            },
        })
    };
    let spec = ChartSpec::opening();
    let mut charted = Charted::of(session.project(), session.derived(), &spec);
    let mut n = 0;
    report.measure("a claim's figure, derived and charted", 50 * MS, || {
        n += 1;
        let command = other_figure(n);
        let made_at = session.moment();
        let begun = Instant::now();
        session.run(command).unwrap();
        let touched = session.touched_since(&made_at).unwrap();
        charted.follow(session.project(), session.derived(), &touched);
        begun.elapsed()
    });
    report.measure("undo and redo, derived", 50 * MS, || {
        let begun = Instant::now();
        session.undo().unwrap();
        session.redo().unwrap();
        begun.elapsed()
    });
    let articles: Vec<_> = project.articles.keys().cloned().collect();
    report.measure("words marked, a claim and its source, derived", 50 * MS, || {
        n += 1;
        let command = Command::Mark(Mark {
            claim: None,
            article: articles[(n * 7919) % articles.len()].to_string(),
            words: Words::Chars { chars: (30 + n % 50, 40 + n % 50) },
            incident: None,
            fields: ClaimFields {
                figure: Some(Figure::exact(3)),
                source: Some(format!("a new source {n}")),
                ..ClaimFields::default()
            },
        });
        let begun = Instant::now();
        session.run(command).unwrap();
        begun.elapsed()
    });
    report.measure("a claim's figure, derived while a search stands", 50 * MS, || {
        n += 1;
        let command = other_figure(n);
        let found = session.search_now("has:claims");
        let begun = Instant::now();
        session.run(command).unwrap();
        let time = begun.elapsed();
        drop(found);
        time
    });
    let incidents: Vec<_> = project.incidents.keys().cloned().collect();
    report.measure("an incident's date, derived", 50 * MS, || {
        n += 1;
        let command = Command::SetIncident(SetIncident {
            incident: incidents[(n * 7919) % incidents.len()].clone(),
            fields: IncidentFields {
                date: Some(format!("{} March 2024", 1 + n % 28)),
                ..IncidentFields::default()
            },
        });
        let begun = Instant::now();
        session.run(command).unwrap();
        begun.elapsed()
    });
    report.print();
}
