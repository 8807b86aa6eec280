//! Opening and saving a project of 100,000 claims and 10,000 article texts, 147 MB.

use std::time::Instant;

use crate::material;
use crate::material::report::{MS, Report};
use casebook::persist;
use casebook::session::{Host, Session};

pub fn run() {
    let folder = tempfile::tempdir().unwrap();
    let project = material::project(material::LARGE);
    let path = material::saved(&project, folder.path());
    let size = std::fs::metadata(&path).unwrap().len();
    println!("project file: {} MB", size / 1_000_000);
    let mut report = Report::new();

    report.measure("read the project file", 1000 * MS, || {
        let begun = Instant::now();
        let loaded = persist::load(&path).unwrap();
        let time = begun.elapsed();
        assert_eq!(loaded.project.claims.len(), project.claims.len());
        time
    });
    report.measure("open it: read, derive, check", 1500 * MS, || {
        let host = Host::still(&folder.path().join("home"));
        let begun = Instant::now();
        let session = Session::open(host, &path).unwrap();
        let time = begun.elapsed();
        assert!(!session.findings().is_empty());
        time
    });
    report.measure("write the project file", 2000 * MS, || {
        let begun = Instant::now();
        persist::save(&path, &project, None).unwrap();
        begun.elapsed()
    });
    report.print();
}
