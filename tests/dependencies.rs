//! What the program stands on: no library that speaks to a network, no licence that it may not
//! carry, and the list of them in the About window complete.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Libraries that open connections, speak the protocols of the net, or encrypt for that: none of
/// them may be in the program on any system. (Screen readers and file dialogs are reached over
/// D-Bus, whose libraries open local sockets alone: zbus, async-io.)
const NETWORK: &[&str] = &[
    "actix-rt",
    "actix-web",
    "attohttpc",
    "async-native-tls",
    "async-net",
    "async-std",
    "async-tls",
    "aws-lc-rs",
    "aws-lc-sys",
    "awc",
    "axum",
    "boring",
    "boring-sys",
    "curl",
    "curl-sys",
    "ehttp",
    "ftp",
    "git2",
    "gix",
    "h2",
    "h3",
    "hickory-proto",
    "hickory-resolver",
    "http",
    "http-body",
    "httparse",
    "hyper",
    "hyper-rustls",
    "hyper-tls",
    "hyper-util",
    "isahc",
    "lettre",
    "libcurl",
    "libgit2-sys",
    "libssh2-sys",
    "minreq",
    "mio",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quiche",
    "quinn",
    "reqwest",
    "ring",
    "rustls",
    "rustls-native-certs",
    "rustls-pki-types",
    "rustls-webpki",
    "s2n-quic",
    "s2n-tls",
    "schannel",
    "security-framework",
    "self_update",
    "sentry",
    "smoltcp",
    "socket2",
    "ssh2",
    "suppaftp",
    "surf",
    "tiny_http",
    "tokio-rustls",
    "tokio-tungstenite",
    "tonic",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "warp",
    "webbrowser",
    "webpki-roots",
    "websocket",
    "zmq",
];

/// Licences under which a library may be in the program: any one of those it offers is enough.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "MPL-2.0+",
    "OFL-1.1",
    "Ubuntu-font-1.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A library by name and version.
type Library = (String, String);

/// Every library of Cargo.lock, with those that it may need.
fn locked() -> BTreeMap<Library, Vec<String>> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let mut all = BTreeMap::new();
    for block in lock.split("[[package]]").skip(1) {
        let field = |name: &str| {
            let start = format!("{name} = \"");
            let line = block.lines().find_map(|line| line.strip_prefix(&start))?;
            Some(line.trim_end_matches('"').to_owned())
        };
        let needs = block.split_once("dependencies = [").map_or("", |(_, rest)| rest);
        let needs = needs.split_once(']').map_or("", |(list, _)| list);
        let needs = needs.lines().filter_map(|line| {
            let line = line.trim().trim_end_matches(',').trim_matches('"');
            (!line.is_empty()).then(|| line.to_owned())
        });
        all.insert((field("name").unwrap(), field("version").unwrap()), needs.collect());
    }
    all
}

/// Names in the sections of Cargo.toml that are built into the program.
fn wanted() -> BTreeSet<String> {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut wanted = BTreeSet::new();
    let mut counts = false;
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            counts = section.trim_end_matches(']').ends_with("dependencies")
                && !section.contains("dev-dependencies");
        } else if counts && let Some((name, _)) = line.split_once('=') {
            wanted.insert(name.trim().split('.').next().unwrap().to_owned());
        }
    }
    wanted
}

/// The libraries that may be in the program, on whatever system, with all features that are wanted
/// by anything: what Cargo.lock says without what only tests need.
fn in_the_program() -> BTreeSet<Library> {
    let all = locked();
    let of_name = |needed: &str| -> Vec<Library> {
        let mut words = needed.split(' ');
        let (name, version) = (words.next().unwrap(), words.next());
        let fits = |library: &&Library| {
            library.0 == name && version.is_none_or(|version| library.1 == version)
        };
        all.keys().filter(fits).cloned().collect()
    };
    let mut found = BTreeSet::new();
    let mut open: Vec<Library> = wanted().iter().flat_map(|name| of_name(name)).collect();
    while let Some(library) = open.pop() {
        if found.insert(library.clone()) {
            open.extend(all[&library].iter().flat_map(|needed| of_name(needed)));
        }
    }
    found
}

fn list_path() -> PathBuf {
    root().join("assets/licences/libraries.csv")
}

/// Asks cargo what the libraries say of themselves and writes the list anew.
fn write_list(libraries: &BTreeSet<Library>) {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let mut table = csv::Writer::from_path(list_path()).unwrap();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    table.write_record(["library", "version", "licence", "authors", "source"]).unwrap();
    for (name, version) in libraries {
        let packages = metadata["packages"].as_array().unwrap();
        let package = packages.iter().find(|p| p["name"] == **name && p["version"] == **version);
        let package = package.unwrap_or_else(|| panic!("cargo knows nothing of {name} {version}"));
        let text = |field: &str| package[field].as_str().unwrap_or_default().to_owned();
        let authors: Vec<_> =
            package["authors"].as_array().unwrap().iter().filter_map(|a| a.as_str()).collect();
        // Addresses of people are nobody's business here.
        let authors: Vec<_> =
            authors.iter().map(|a| a.split('<').next().unwrap_or(a).trim()).collect();
        let licence = text("license").replace(" / ", " OR ").replace('/', " OR ");
        table
            .write_record([name, version, &licence, &authors.join("; "), &text("repository")])
            .unwrap();
        let folder = PathBuf::from(text("manifest_path"));
        if let Some(text) = licence_text(folder.parent().unwrap()) {
            texts.entry(text).or_default().push(format!("{name} {version}"));
        }
    }
    table.flush().unwrap();
    let mut texts: Vec<_> =
        texts.into_iter().map(|(text, of)| format!("{}\n\n{text}\n", of.join(", "))).collect();
    texts.sort();
    std::fs::write(root().join("assets/licences/texts.txt"), texts.join("\n\u{c}\n")).unwrap();
}

/// The licence that a library carries with it; of several, the one that says whose work it is.
fn licence_text(folder: &Path) -> Option<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    let upper = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().to_uppercase();
    let is_licence = |path: &&PathBuf| {
        ["LICEN", "COPYING", "UNLICENSE"].iter().any(|word| upper(path).starts_with(word))
    };
    let all: Vec<_> = files.iter().filter(is_licence).collect();
    let mit = all.iter().find(|path| upper(path).contains("MIT"));
    let other = all.iter().find(|path| !upper(path).contains("APACHE"));
    let text = std::fs::read(mit.or(other).or(all.first())?).unwrap();
    let text = String::from_utf8_lossy(&text).replace(['\r', '\u{c}'], "");
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    Some(lines.join("\n").trim_matches('\n').to_owned())
}

fn listed() -> Vec<csv::StringRecord> {
    let mut table = csv::Reader::from_path(list_path()).unwrap();
    table.records().map(Result::unwrap).collect()
}

#[test]
fn the_about_window_lists_every_library_of_the_program() {
    let libraries = in_the_program();
    if std::env::var_os("UPDATE_LICENCES").is_some() {
        write_list(&libraries);
    }
    let named: BTreeSet<Library> =
        listed().iter().map(|row| (row[0].to_owned(), row[1].to_owned())).collect();
    let missing: Vec<_> = libraries.difference(&named).collect();
    let gone: Vec<_> = named.difference(&libraries).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "assets/licences/libraries.csv is not of Cargo.lock: run UPDATE_LICENCES=1 cargo test \
         --test dependencies. Missing: {missing:?}; gone: {gone:?}"
    );
}

#[test]
fn every_library_has_a_licence_that_the_program_may_carry() {
    let known = |licence: &str| LICENCES.contains(&licence.trim_matches(['(', ')', ' ']));
    for row in listed() {
        let (name, licence) = (&row[0], &row[2]);
        // "A AND (B OR C)": of each part that is joined by AND one alternative must be allowed.
        let parts = licence.split(" AND ");
        let allowed = |part: &str| part.split(" OR ").any(known);
        let all = parts.into_iter().all(allowed);
        assert!(all && !licence.is_empty(), "{name} is under “{licence}”");
    }
}

#[test]
fn no_library_of_the_program_speaks_to_a_network() {
    for (name, version) in in_the_program() {
        assert!(
            !NETWORK.contains(&name.as_str()),
            "{name} {version} is in the program, which opens no connection"
        );
    }
}

#[test]
fn no_code_of_the_program_opens_a_socket() {
    let mut open = vec![root().join("src")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for word in ["std::net", "TcpStream", "UdpSocket", "TcpListener", "UnixStream"] {
                assert!(!text.contains(word), "{} names {word}", path.display());
            }
        }
    }
}
