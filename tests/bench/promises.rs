//! What the program promises, measured: `cargo bench` runs all, `cargo bench -- frame open` some. Each
//! measure stands beside its promise and a yardstick of the same run. Folders of articles are small;
//! `CASEBOOK_BENCH_ARTICLES=100000` makes them as large as Casebook is made for.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a bench fails by panicking"
)]

mod duplicates;
mod edit;
mod folder;
mod frame;
mod material;
mod open;
mod search;
mod suggest;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The benches by the names that ask for them.
const BENCHES: &[(&str, fn())] = &[
    ("edit", edit::run),
    ("open", open::run),
    ("frame", frame::run),
    ("folder", folder::run),
    ("search", search::run),
    ("duplicates", duplicates::run),
    ("suggest", suggest::run),
];

fn main() {
    // Cargo adds `--bench`.
    let asked: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    for name in &asked {
        let known = BENCHES.iter().any(|(bench, _)| bench == name);
        assert!(known, "no bench is called {name}: there are {}", names());
    }
    for (name, run) in BENCHES {
        if asked.is_empty() || asked.iter().any(|asked| asked == name) {
            println!("\n{name}");
            run();
        }
    }
}

fn names() -> String {
    BENCHES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}
