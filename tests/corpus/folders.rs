//! Folders that are odd, large, gone, or change while they are open.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use casebook::corpus::{FolderState, Library, State, Texts, file_at};
use casebook::model::FolderId;

use super::{library, quiet};

fn reason(library: &Library, path: &str) -> String {
    let found = library.articles().find(|a| &*a.path == path).map(|a| a.state.clone());
    assert!(matches!(found, Some(State::Unreadable(_))), "{path}: {found:?}");
    match found {
        Some(State::Unreadable(reason)) => reason,
        _ => String::new(),
    }
}

#[test]
fn what_cannot_be_read_is_listed_with_its_reason() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::write(at("good.txt"), "Good").unwrap();
    fs::write(at("photo.jpg"), b"\xff\xd8\xff").unwrap();
    fs::write(at("pretender.txt"), b"PK\x03\x04 no text").unwrap();
    fs::write(at("zeros.txt"), [0, 1, 2, 3].repeat(500)).unwrap();
    fs::File::create(at("sparse.txt")).unwrap().set_len(2_000_000_000).unwrap();
    fs::write(at(".hidden.txt"), "no").unwrap();
    fs::write(at("project.casebook"), "no").unwrap();
    fs::write(at("project.casebook-journal"), "no").unwrap();
    fs::create_dir(at(".git")).unwrap();
    fs::write(at(".git").join("x.txt"), "no").unwrap();
    let library = library(dir.path());
    let listed: Vec<_> = library.articles().map(|a| &*a.path).collect();
    assert_eq!(listed, ["good.txt", "photo.jpg", "pretender.txt", "sparse.txt", "zeros.txt"]);
    assert_eq!(reason(&library, "photo.jpg"), "no reader for .jpg files");
    assert!(reason(&library, "pretender.txt").starts_with("a damaged zip archive"));
    assert_eq!(reason(&library, "zeros.txt"), "not text but binary data");
    assert!(reason(&library, "sparse.txt").starts_with("too large for an article: 2000 MB"));
    let folder = &library.folders()[0];
    let counts = folder.counts();
    assert_eq!((counts.read, counts.unreadable, folder.unreadable().count()), (1, 4, 4));
    assert!(Texts::default().text(&library, &library.find("zeros.txt").unwrap().id).is_err());
}

#[test]
fn what_belongs_to_a_saved_page_is_no_article_and_a_bad_sidecar_is_told_once() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::write(at("fire.html"), "<p>Nine people died in the fire.</p>").unwrap();
    for folder in ["fire_files", "flood_files"] {
        fs::create_dir(at(folder)).unwrap();
        fs::write(at(folder).join("style.css"), "p {}").unwrap();
    }
    fs::write(at("~$report.docx"), "x").unwrap();
    for name in ["wall.txt", "wall.md"] {
        fs::write(at(name), "A wall fell.").unwrap();
    }
    fs::write(at("wall.json"), "{\"title\": ").unwrap();
    let library = library(dir.path());
    let listed: Vec<_> = library.articles().map(|a| &*a.path).collect();
    assert_eq!(listed, ["fire.html", "flood_files/style.css", "wall.md", "wall.txt"]);
    let told: Vec<String> = library.folders()[0].problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("a damaged JSON file: it is cut short"), "{told:?}");
    assert!(told[0].ends_with(": wall.json"), "{told:?}");
}

#[cfg(unix)]
#[test]
fn pipes_links_and_locked_files_do_not_hang_or_hide() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Command;

    let dir = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::write(outside.path().join("beyond.txt"), "Beyond").unwrap();
    fs::create_dir(at("sub")).unwrap();
    fs::write(at("sub/real.txt"), "Real").unwrap();
    symlink(dir.path(), at("sub/loop")).unwrap();
    symlink(outside.path(), at("outside")).unwrap();
    symlink(at("sub/real.txt"), at("link.txt")).unwrap();
    symlink(at("nothing"), at("dangling.txt")).unwrap();
    symlink(at("circle.txt"), at("circle.txt")).unwrap();
    let pipe = Command::new("mkfifo").arg(at("pipe.txt")).status().is_ok_and(|s| s.success());
    let _socket = std::os::unix::net::UnixListener::bind(at("socket.txt")).unwrap();
    fs::write(at("locked.txt"), "Locked").unwrap();
    fs::set_permissions(at("locked.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::create_dir(at("vault")).unwrap();
    fs::set_permissions(at("vault"), fs::Permissions::from_mode(0o000)).unwrap();
    // Who may read everything (root) sees no difference.
    let locks = fs::read(at("locked.txt")).is_err();
    let odd = dir.path().join(OsStr::from_bytes(b"caf\xe9.txt"));
    let odd_name = fs::write(&odd, "Odd").is_ok();

    let library = library(dir.path());
    assert_eq!(library.folders()[0].state, FolderState::Ready);
    assert_eq!(reason(&library, "sub/loop"), "a link to a folder, which is not followed");
    assert_eq!(reason(&library, "outside"), "a link to a folder, which is not followed");
    assert_eq!(reason(&library, "dangling.txt"), "a link to a file that is not there");
    assert!(reason(&library, "circle.txt").starts_with("a link that leads nowhere"));
    assert_eq!(reason(&library, "socket.txt"), "not a regular file but a socket");
    assert_eq!(library.find("link.txt").unwrap().state, State::Read);
    if pipe {
        assert_eq!(reason(&library, "pipe.txt"), "not a regular file but a named pipe");
    }
    if locks {
        assert_eq!(reason(&library, "locked.txt"), "permission denied");
        assert_eq!(reason(&library, "vault"), "permission denied");
    }
    if odd_name {
        let article = library.find("caf\u{fffd}E9.txt").unwrap();
        assert_eq!((&article.state, article.faithful), (&State::Read, false));
        assert_eq!(file_at(dir.path(), &article.path), odd);
        assert_eq!(&*Texts::default().text(&library, &article.id).unwrap(), "Odd");
    }
    fs::set_permissions(at("vault"), fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(unix)]
#[test]
fn devices_are_listed_and_not_opened() {
    let dir = tempfile::tempdir().unwrap();
    // Reading either would not end.
    std::os::unix::fs::symlink("/dev/zero", dir.path().join("zero.txt")).unwrap();
    let node = dir.path().join("node.txt");
    let made = std::process::Command::new("mknod").arg(&node).args(["c", "1", "5"]).output();
    let library = library(dir.path());
    assert_eq!(reason(&library, "zero.txt"), "not a regular file but a device");
    // Who may not make devices (not root) has the link alone.
    if made.is_ok_and(|made| made.status.success()) {
        assert_eq!(reason(&library, "node.txt"), "not a regular file but a device");
    }
    assert!(casebook::import::read_file(&dir.path().join("zero.txt")).is_err());
}

#[test]
fn a_hundred_thousand_files_are_listed_and_can_be_left() {
    let dir = tempfile::tempdir().unwrap();
    for i in 0..100 {
        let folder = dir.path().join(format!("{i:02}"));
        fs::create_dir(&folder).unwrap();
        for j in 0..1000 {
            fs::File::create(folder.join(format!("{j:03}.txt"))).unwrap();
        }
    }
    let mut library = Library::new(quiet());
    let id = FolderId::new("news");
    library.add_folder(id.clone(), dir.path().to_owned());
    library.wait_listed();
    assert_eq!(library.len(), 100_000);
    library.stop(&id);
    assert_eq!(library.folders()[0].state, FolderState::Stopped);
    assert!(library.find("99/999.txt").is_some());
}

#[test]
fn a_thousand_files_appear_while_they_are_read() {
    let dir = tempfile::tempdir().unwrap();
    for i in 0..1000 {
        let folder = dir.path().join(format!("{}", i % 10));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{i:04}.txt")), format!("Report {i}\n\nBody.")).unwrap();
    }
    let mut library = Library::new(quiet());
    library.add_folder(FolderId::new("news"), dir.path().to_owned());
    library.wait_listed();
    assert_eq!(library.len(), 1000);
    assert_eq!(library.folders()[0].state, FolderState::Reading);
    let mut seen = Vec::new();
    let deadline = Instant::now() + Duration::from_mins(1);
    while library.is_busy() && Instant::now() < deadline {
        let before = library.revision();
        if library.poll() {
            assert!(library.revision() > before);
            let read = library.folders()[0].counts().read;
            seen.push((library.len(), read));
        } else {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    assert_eq!(seen.last(), Some(&(1000, 1000)));
    assert_eq!(library.folders()[0].state, FolderState::Ready);
    assert!(seen.is_sorted());
    let titles: Vec<_> = library.articles().take(2).map(|a| a.title.as_str()).collect();
    assert_eq!(titles, ["Report 0", "Report 10"]);
}

#[test]
fn a_folder_that_is_not_there_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let gone = dir.path().join("gone");
    let library_of = |root: &Path| library(root);
    let library = library_of(&gone);
    assert_eq!(library.folders()[0].state, FolderState::Missing(gone.clone()));
    assert!(!library.is_busy());
    fs::write(&gone, "a file").unwrap();
    let library = library_of(&gone);
    assert!(matches!(library.folders()[0].state, FolderState::Failed(_)));
    let empty = dir.path().join("empty");
    fs::create_dir(&empty).unwrap();
    assert!(library_of(&empty).is_empty());
}

#[test]
fn a_second_look_sees_what_is_new_changed_and_gone() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(at(name), format!("Report {name}")).unwrap();
    }
    let mut library = library(dir.path());
    let texts = Texts::default();
    let b = library.find("b.txt").unwrap().id.clone();
    assert_eq!(&*texts.text(&library, &b).unwrap(), "Report b.txt");

    fs::write(at("b.txt"), "Another text altogether").unwrap();
    fs::remove_file(at("c.txt")).unwrap();
    fs::write(at("d.txt"), "New").unwrap();
    fs::write(at("metadata.csv"), "path,publisher\na.txt,Example\nx.txt,Nobody\n").unwrap();
    library.rescan(&FolderId::new("news"));
    library.wait();
    let states: Vec<_> = library.articles().map(|a| (&*a.path, a.state.clone())).collect();
    let expected = [State::Read, State::Changed, State::Missing, State::Read];
    assert_eq!(
        states,
        ["a.txt", "b.txt", "c.txt", "d.txt"].into_iter().zip(expected).collect::<Vec<_>>()
    );
    assert_eq!(&*texts.text(&library, &b).unwrap(), "Another text altogether");
    assert_eq!(library.find("a.txt").unwrap().metadata.publisher.as_deref(), Some("Example"));
    let problems: Vec<_> = library.folders()[0].problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, ["line 3: there is no file “x.txt”: metadata.csv"]);

    drop(dir);
    library.rescan_all();
    library.wait();
    assert!(matches!(library.folders()[0].state, FolderState::Missing(_)));
    assert!(library.articles().all(|a| a.state == State::Missing));
    library.remove(&FolderId::new("news"));
    assert!(library.is_empty() && library.article(&b).is_none());
}

#[test]
fn the_table_nearest_to_an_article_says_most() {
    let dir = tempfile::tempdir().unwrap();
    let sub = dir.path().join("north");
    fs::create_dir(&sub).unwrap();
    fs::write(sub.join("a.txt"), "Report").unwrap();
    fs::write(dir.path().join("metadata.csv"), "path;publisher;title\nnorth/a.txt;Far;From far\n")
        .unwrap();
    fs::write(sub.join("metadata.csv"), "path,publisher,published\na.txt,Near,someday\n").unwrap();
    let library = library(dir.path());
    let article = library.find("north/a.txt").unwrap();
    assert_eq!(article.metadata.publisher.as_deref(), Some("Near"));
    assert_eq!(article.title, "From far");
    let problem = library.folders()[0].problems.first().unwrap().to_string();
    assert!(problem.starts_with("line 2: the date “someday” is not understood"), "{problem}");
    assert!(problem.ends_with(": north/metadata.csv"), "{problem}");
}

#[test]
fn a_path_in_two_folders_needs_its_folder() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(one.path().join("a.txt"), "One").unwrap();
    fs::write(two.path().join("a.txt"), "Two").unwrap();
    fs::write(two.path().join("b.txt"), "Two b").unwrap();
    let mut library = Library::new(quiet());
    library.add_folder(FolderId::new("one"), one.path().to_owned());
    library.add_folder(FolderId::new("two"), two.path().to_owned());
    library.wait();
    assert!(library.find("a.txt").is_none());
    assert_eq!(library.find("two/a.txt").unwrap().title, "Two");
    assert_eq!(library.find("b.txt").unwrap().folder.as_str(), "two");
    assert_eq!(
        library.articles().map(|a| a.title.as_str()).collect::<Vec<_>>(),
        ["One", "Two", "Two b"]
    );
}

#[test]
fn a_library_can_be_dropped_in_the_middle() {
    let dir = tempfile::tempdir().unwrap();
    for i in 0..300 {
        fs::write(dir.path().join(format!("{i}.txt")), "Body").unwrap();
    }
    let id = FolderId::new("news");
    let mut library = Library::new(quiet());
    library.add_folder(id.clone(), dir.path().to_owned());
    library.stop(&id);
    assert_eq!(library.folders()[0].state, FolderState::Stopped);
    library.rescan(&id);
    library.rescan(&id);
    library.wait();
    assert_eq!(library.folders()[0].counts().read, 300);
    library.rescan(&id);
    drop(library);
}
