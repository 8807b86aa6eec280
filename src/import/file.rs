//! Opening a file with care: what it is and how large, before a byte of it is read.

use std::fs::{File, FileType, Metadata};
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use super::{Contents, Hint, ImportError, Imported, MAX_FILE_BYTES, Unreadable, reader_of};
use crate::jobs;
use crate::model::FileReading;

/// Reads what a file holds: with the reader for what is in it, else for its name, else as plain
/// text.
pub fn open(path: &Path, reading: &FileReading) -> Result<Contents, ImportError> {
    let read = || contents(&read_bytes(path)?, &Hint { path, reading });
    read().map_err(|reason| ImportError { path: path.to_owned(), reason })
}

/// As [`open`], of a file that a walk has just found to be a regular one. `buffer` holds its bytes
/// meanwhile, and may be used for the next.
pub fn open_listed(
    path: &Path,
    reading: &FileReading,
    buffer: &mut Vec<u8>,
) -> Result<Contents, Unreadable> {
    read_into(path, buffer)?;
    let read = contents(buffer, &Hint { path, reading });
    buffer.clear();
    // One large file is no reason to keep as much for all that follow.
    buffer.shrink_to(KEPT_BYTES);
    read
}

/// What a buffer keeps from one file to the next.
const KEPT_BYTES: usize = 1 << 20;

/// What these bytes of a file hold. Where a reader breaks on them, that file cannot be read, and
/// every other can.
pub(super) fn contents(bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable> {
    let read = || {
        if bytes.is_empty() {
            return Err(Unreadable::NoText("file", "it is empty"));
        }
        if !hint.reading.separator.is_empty() {
            return super::split::read(bytes, hint);
        }
        reader_of(bytes, hint.path)?.read(bytes, hint)
    };
    jobs::caught(read).unwrap_or_else(|why| Err(Unreadable::Damaged("file", why)))
}

/// Reads the one article of a file.
pub fn read_file(path: &Path) -> Result<Imported, ImportError> {
    read_part(path, None, &FileReading::default())
}

/// Reads one article: the part of this name, or the only one.
pub fn read_part(
    path: &Path,
    part: Option<&str>,
    reading: &FileReading,
) -> Result<Imported, ImportError> {
    let reason = match (open(path, reading)?, part) {
        (Contents::One(article), None) => return Ok(*article),
        (Contents::One(_), Some(name)) => Unreadable::NoPart(name.to_owned()),
        (Contents::Many(many), Some(name)) => {
            match many.parts.into_iter().find(|part| part.name == name) {
                Some(part) => return Ok(part.article),
                None => Unreadable::NoPart(name.to_owned()),
            }
        }
        (Contents::Many(many), None) => {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let first = many.parts.first().map_or("", |part| part.name.as_str());
            Unreadable::Several(many.parts.len(), format!("{file}#{first}"))
        }
    };
    Err(ImportError { path: path.to_owned(), reason })
}

/// The bytes of a file, if it is a regular one and not too large.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    check_kind(&std::fs::metadata(path)?)?;
    let mut bytes = Vec::new();
    read_into(path, &mut bytes)?;
    Ok(bytes)
}

/// Puts the bytes of a file in the place of those in `bytes`. The file has been found to be a regular
/// one; a pipe that has taken its place since is refused, and not waited for.
fn read_into(path: &Path, bytes: &mut Vec<u8>) -> Result<(), Unreadable> {
    let mut how = File::options();
    how.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        how.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let mut file = match how.open(path) {
        // On a file that is leased to a share, opening it waits until that gives it back.
        Err(error) if error.kind() == ErrorKind::WouldBlock => File::open(path)?,
        opened => opened?,
    };
    let metadata = file.metadata()?;
    check_kind(&metadata)?;
    // One byte more, so that one read tells that there are no more than these.
    let size = usize::try_from(metadata.len()).unwrap_or(0);
    bytes.resize(size + 1, 0);
    let mut filled = 0;
    while let Some(free) = bytes.get_mut(filled..).filter(|free| !free.is_empty()) {
        match file.read(free) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
        if filled == size && size > 0 {
            break;
        }
    }
    bytes.truncate(filled);
    if filled > size || size == 0 {
        // It has grown since, or is of those whose size the system does not know.
        file.take(MAX_FILE_BYTES + 1 - filled as u64).read_to_end(bytes)?;
    }
    match bytes.len() as u64 {
        read if read > MAX_FILE_BYTES => Err(Unreadable::TooLarge(read)),
        _ => Ok(()),
    }
}

/// Whether what the system says of a file allows it to be opened and read.
pub fn check_kind(metadata: &Metadata) -> Result<(), Unreadable> {
    if !metadata.is_file() {
        Err(Unreadable::NotAFile(kind_of(metadata.file_type())))
    } else if metadata.len() > MAX_FILE_BYTES {
        Err(Unreadable::TooLarge(metadata.len()))
    } else {
        Ok(())
    }
}

fn kind_of(kind: FileType) -> &'static str {
    if kind.is_dir() {
        return "a folder";
    }
    if kind.is_symlink() {
        return "a link";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    "something else"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong_and_where() {
        let dir = tempfile::tempdir().unwrap();
        let check = |path: &Path, wanted: &str| {
            let error = read_file(path).unwrap_err();
            assert_eq!(error.to_string(), format!("{wanted}: {}", path.display()));
        };
        check(dir.path(), "not a regular file but a folder");
        check(&dir.path().join("none.txt"), "no such file");

        let large = dir.path().join("large.txt");
        File::create(&large).unwrap().set_len(2_000_000_000).unwrap();
        check(
            &large,
            "too large for an article: 2000 MB, and at most 64 MB are read: cut it into smaller files",
        );
        let cut = dir.path().join("cut.json");
        std::fs::write(&cut, "{\"title\": \"Fire").unwrap();
        let why = "it is cut short: copy or download it again (it ends at line 1, column 15)";
        check(&cut, &format!("a damaged JSON file: {why}"));
        let epub = dir.path().join("a.epub");
        std::fs::write(&epub, "words").unwrap();
        check(&epub, "not an EPUB book as its name says but plain text");
        std::fs::write(&epub, "").unwrap();
        check(&epub, "no text in this file: it is empty");

        let picture = dir.path().join("picture.txt");
        std::fs::write(&picture, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
        check(&picture, "not text but a picture");

        let zeros = dir.path().join("zeros");
        std::fs::write(&zeros, [7u8, 0, 1, 0, 0, 0, 9, 200].repeat(100)).unwrap();
        check(&zeros, "not text but binary data");
    }

    #[test]
    fn an_unknown_ending_is_read_as_text() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("subtitles.srt");
        std::fs::write(&path, "1\r\n00:01 --> 00:02\r\nHello\r\n").unwrap();
        let read = read_file(&path).unwrap();
        assert_eq!(&*read.text, "1\n00:01 --> 00:02\nHello\n");
        assert_eq!(read.reader, "plain text");
    }
}
