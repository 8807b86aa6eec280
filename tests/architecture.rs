//! The walls of the crate, as `src/lib.rs` declares them: layers, who may see egui, who may write a
//! project, how long a file may grow.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Longest source file, in lines.
const MAX_LINES: usize = 600;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `src`, with its path relative to `src` and its text.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let src = root().join("src");
    let mut found = Vec::new();
    walk(&src, &mut found);
    found.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        (name, std::fs::read_to_string(&path).unwrap())
    };
    found.into_iter().map(read).collect()
}

/// Layer of each module, as the table in the crate's documentation says.
fn layers() -> BTreeMap<String, usize> {
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut layers = BTreeMap::new();
    for line in lib.lines().filter_map(|l| l.strip_prefix("//! | L")) {
        let mut cells = line.split('|').map(str::trim);
        let layer: usize = cells.next().unwrap().parse().unwrap();
        for module in cells.next().unwrap().split(',') {
            assert!(layers.insert(module.trim().to_owned(), layer).is_none(), "{module} twice");
        }
    }
    layers
}

/// The top-level module that a file belongs to.
fn module_of(file: &str) -> &str {
    file.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The text without comments and without what stands in `#[cfg(test)] mod tests`.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    text.lines().map(|l| l.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// Modules of this crate that a text names.
fn named_modules<'a>(code: &'a str, layers: &BTreeMap<String, usize>) -> BTreeSet<&'a str> {
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let group = group.split('}').next().unwrap();
            named.extend(group.split(',').map(|m| m.trim().split("::").next().unwrap()));
        } else {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            named.insert(&rest[..end]);
        }
    }
    named.retain(|m| layers.contains_key(*m));
    named
}

#[test]
fn the_layer_table_names_every_module() {
    let layers = layers();
    let modules: BTreeSet<String> =
        sources().iter().map(|(file, _)| module_of(file).to_owned()).collect();
    for module in modules {
        if module != "lib" && module != "main" {
            assert!(layers.contains_key(&module), "{module} stands in no layer of src/lib.rs");
        }
    }
}

#[test]
fn a_module_sees_only_lower_layers() {
    let layers = layers();
    for (file, text) in sources() {
        let own = module_of(&file);
        let Some(layer) = layers.get(own) else { continue };
        for module in named_modules(&code(&text), &layers) {
            let seen = layers[module];
            assert!(
                module == own || seen < *layer,
                "src/{file} (L{layer}) sees {module} (L{seen}): a module sees only lower layers"
            );
        }
    }
}

#[test]
fn egui_appears_only_in_the_window() {
    for (file, text) in sources() {
        let window = matches!(module_of(&file), "ui" | "views" | "app" | "main");
        let code = code(&text);
        let names = ["egui::", "eframe::", "egui_plot::", "egui_tiles::", "egui_extras::"];
        let named = names.iter().find(|name| code.contains(*name));
        assert!(window || named.is_none(), "src/{file} names {}", named.unwrap_or(&""));
    }
}

#[test]
fn only_edit_writes_a_project() {
    let tables = [
        "articles",
        "highlights",
        "sources",
        "actors",
        "places",
        "claims",
        "incidents",
        "evidence",
        "overrides",
        "decisions",
    ];
    for (file, text) in sources() {
        // `persist` builds a project out of a file; `edit` changes it.
        if matches!(module_of(&file), "edit" | "persist") {
            continue;
        }
        let code = code(&text);
        for table in tables {
            for verb in ["insert", "remove", "get_mut", "clear", "entry"] {
                let write = format!("project.{table}.{verb}(");
                assert!(!code.contains(&write), "src/{file} writes: {write}…)");
            }
        }
    }
}

#[test]
fn every_file_opens_with_its_charter_and_stays_short() {
    for (file, text) in sources() {
        assert!(text.starts_with("//!"), "src/{file} does not open with a //! charter");
        let lines = text.lines().count();
        assert!(lines <= MAX_LINES, "src/{file} has {lines} lines: split it by noun");
    }
}

#[test]
fn names_say_what_a_module_is_about() {
    for (file, _) in sources() {
        for vague in ["utils", "util", "helpers", "helper", "misc", "common", "manager"] {
            let named = file.split('/').any(|part| part.trim_end_matches(".rs") == vague);
            assert!(!named, "src/{file}: “{vague}” says nothing");
        }
    }
}

#[test]
fn no_code_opens_a_socket_and_no_dependency_speaks_http() {
    for (file, text) in sources() {
        assert!(!code(&text).contains("std::net"), "src/{file} names std::net");
    }
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for client in ["reqwest", "hyper", "ureq", "curl", "isahc", "attohttpc", "rustls"] {
        let line = format!("name = \"{client}\"");
        assert!(!lock.contains(&line), "{client} is in the dependency tree");
    }
}
