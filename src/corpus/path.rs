//! How the path of a file within its folder is spelled: with `/`, alike on every system, and so
//! that even a name that is not UTF-8 leads back to its file.

use std::path::{Component, Path, PathBuf};

/// Stands, with two hex digits after it, for a byte of a name that is not UTF-8.
const MARK: char = '\u{fffd}';

/// The spelling of a relative path, and whether its names are UTF-8 and so spelled as they are.
///
/// A byte that is not UTF-8 becomes U+FFFD and its two hex digits; so does U+FFFD itself, byte by
/// byte, so that no two files share a spelling.
pub fn spell(relative: &Path) -> (String, bool) {
    if let Some(spelled) = relative.to_str().filter(|path| is_plain(path)) {
        return (spelled.to_owned(), true);
    }
    let mut spelled = String::new();
    let mut faithful = true;
    for part in relative.components() {
        if let Component::Normal(name) = part {
            if !spelled.is_empty() {
                spelled.push('/');
            }
            match name.to_str() {
                Some(name) if !name.contains(MARK) => spelled.push_str(name),
                _ => {
                    faithful = false;
                    escape(name, &mut spelled);
                }
            }
        }
    }
    (spelled, faithful)
}

/// The file that a spelled path of a folder stands for. It lies within `root`, whatever the path
/// says: parts such as `..` are left out.
pub fn file_at(root: &Path, path: &str) -> PathBuf {
    if is_plain(path) {
        return root.join(path);
    }
    let mut file = root.to_owned();
    for part in path.split('/') {
        let name = if part.contains(MARK) { unescape(part) } else { PathBuf::from(part) };
        if let (Some(Component::Normal(_)), None) = {
            let mut parts = name.components();
            (parts.next(), parts.next())
        } {
            file.push(name);
        }
    }
    file
}

/// Whether a path is spelled as the system writes it: nearly all of a hundred thousand are.
fn is_plain(path: &str) -> bool {
    cfg!(unix)
        && !path.contains(MARK)
        && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}

/// Stands between the path of a file and the name of one article among several in it.
pub(super) const PART: char = '#';

/// The file that holds the article at a path, and the article's name within it: `rows.csv#row-12`
/// is the article `row-12` of `rows.csv`, unless there is a file of that whole name.
pub fn locate(root: &Path, path: &str) -> (PathBuf, Option<String>) {
    let whole = file_at(root, path);
    match path.rsplit_once(PART) {
        Some((file, part)) if !part.is_empty() && !part.contains('/') => {
            let file = file_at(root, file);
            if whole.symlink_metadata().is_ok() || file.symlink_metadata().is_err() {
                return (whole, None);
            }
            (file, Some(part.to_owned()))
        }
        _ => (whole, None),
    }
}

#[cfg(unix)]
fn escape(name: &std::ffi::OsStr, spelled: &mut String) {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;

    let bytes = |bytes: &[u8], spelled: &mut String| {
        for byte in bytes {
            // Writing to a string does not fail.
            write!(spelled, "{MARK}{byte:02X}").ok();
        }
    };
    for chunk in name.as_bytes().utf8_chunks() {
        for (i, piece) in chunk.valid().split(MARK).enumerate() {
            if i > 0 {
                bytes(MARK.encode_utf8(&mut [0; 4]).as_bytes(), spelled);
            }
            spelled.push_str(piece);
        }
        bytes(chunk.invalid(), spelled);
    }
}

#[cfg(unix)]
fn unescape(part: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;

    let mut pieces = part.split(MARK);
    let mut name = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let byte = piece.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (byte, piece.get(2..)) {
            (Some(byte), Some(rest)) => {
                name.push(byte);
                name.extend(rest.as_bytes());
            }
            // Not spelled by us: the character itself.
            _ => name.extend(format!("{MARK}{piece}").into_bytes()),
        }
    }
    std::ffi::OsString::from_vec(name).into()
}

#[cfg(not(unix))]
fn escape(name: &std::ffi::OsStr, spelled: &mut String) {
    spelled.push_str(&name.to_string_lossy());
}

#[cfg(not(unix))]
fn unescape(part: &str) -> PathBuf {
    PathBuf::from(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelled_path_leads_back_to_its_file() {
        let root = Path::new("articles");
        let check = |relative: &Path, spelled: &str| {
            assert_eq!(spell(relative).0, spelled);
            assert_eq!(file_at(root, spelled), root.join(relative));
        };
        check(&Path::new("2024").join("Tillabéri: 9 dead?.txt"), "2024/Tillabéri: 9 dead?.txt");
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt as _;
            let odd = |bytes| Path::new(std::ffi::OsStr::from_bytes(bytes));
            check(odd(b"caf\xe9.txt"), "caf\u{fffd}E9.txt");
            check(odd(b"\xff\xfe/x\xe9"), "\u{fffd}FF\u{fffd}FE/x\u{fffd}E9");
            check(odd("a\u{fffd}E9b".as_bytes()), "a\u{fffd}EF\u{fffd}BF\u{fffd}BDE9b");
        }
    }

    #[test]
    fn no_path_leaves_its_folder() {
        let root = Path::new("articles");
        assert_eq!(file_at(root, "../../secret.txt"), root.join("secret.txt"));
        assert_eq!(file_at(root, "/etc//./x"), root.join("etc").join("x"));
        #[cfg(unix)]
        assert_eq!(file_at(root, "\u{fffd}2E\u{fffd}2E/\u{fffd}2Fetc"), root);
    }
}
