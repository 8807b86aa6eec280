//! Where a project's article folders are, so that project and folders can move together.

use std::path::{Component, Path, PathBuf};

use super::file::folder_of;

/// How the project file writes down a folder: relative to the file and `/`-separated where both
/// stand on the same root, else absolute. `.` is the project file's own folder.
pub fn relative_folder(project_file: &Path, folder: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (base, target) = (tidy(&absolute(folder_of(project_file))), tidy(&absolute(folder)));
    let (base, target): (Vec<_>, Vec<_>) =
        (base.components().collect(), target.components().collect());
    let shared = base.iter().zip(&target).take_while(|(a, b)| a == b).count();
    let roots = target.iter().take_while(|c| !matches!(c, Component::Normal(_))).count();
    if shared < roots {
        return slashed(target.iter().map(|c| c.as_os_str()).collect::<PathBuf>().as_path());
    }
    let mut relative = PathBuf::new();
    relative.extend(base.iter().skip(shared).map(|_| ".."));
    relative.extend(target.iter().skip(shared));
    if relative.as_os_str().is_empty() { ".".to_owned() } else { slashed(&relative) }
}

/// The folder that the project file means by `stored`.
pub fn resolve_folder(project_file: &Path, stored: &str) -> PathBuf {
    tidy(&folder_of(project_file).join(stored))
}

/// The path without `.` and, where a folder stands before it, `..`; the file system is not asked.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(tidied.components().next_back(), Some(Component::Normal(_))) =>
            {
                tidied.pop();
            }
            Component::ParentDir
                if matches!(tidied.components().next_back(), Some(Component::RootDir)) => {}
            Component::ParentDir
            | Component::Normal(_)
            | Component::RootDir
            | Component::Prefix(_) => tidied.push(component),
        }
    }
    if tidied.as_os_str().is_empty() { PathBuf::from(".") } else { tidied }
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn folders_are_stored_relative_and_found_again() {
        let project = Path::new("/home/ada/sahel/sahel.casebook");
        for (folder, stored) in [
            ("/home/ada/sahel", "."),
            ("/home/ada/sahel/articles", "articles"),
            ("/home/ada/sahel/a/b c", "a/b c"),
            ("/home/ada/library/x", "../library/x"),
            ("/elsewhere", "../../../elsewhere"),
            ("/home/ada/sahel/../sahel/./articles/", "articles"),
            ("/", "../../.."),
        ] {
            assert_eq!(relative_folder(project, Path::new(folder)), stored, "{folder}");
            assert_eq!(resolve_folder(project, stored), tidy(Path::new(folder)), "{folder}");
        }
        assert_eq!(resolve_folder(project, "/data/x"), Path::new("/data/x"));
        assert_eq!(resolve_folder(Path::new("sahel.casebook"), "articles"), Path::new("articles"));
        assert_eq!(resolve_folder(Path::new("sahel.casebook"), "../x"), Path::new("../x"));
    }

    #[cfg(windows)]
    #[test]
    fn another_drive_is_stored_absolute() {
        let project = Path::new(r"C:\work\sahel.casebook");
        assert_eq!(relative_folder(project, Path::new(r"C:\work\a\b")), "a/b");
        assert_eq!(relative_folder(project, Path::new(r"D:\data")), "D:/data");
    }
}
