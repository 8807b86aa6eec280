//! Indexes that nobody has used for long, or that another version has left, are thrown away; so are
//! the oldest where all together take too much room.

use std::fs::{File, FileTimes};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The file in an index's folder whose time says when it was used last.
const USED: &str = "used";

/// What indexes may take before some are thrown away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Room {
    /// Bytes that all of them may take together.
    pub bytes: u64,
    /// How long one is kept that is not used.
    pub unused: Duration,
}

impl Room {
    /// 4 GB, and four months.
    pub const USUAL: Self = Self { bytes: 4 << 30, unused: Duration::from_hours(120 * 24) };
}

/// Notes that an index is used now.
pub fn note_use(dir: &Path, now: SystemTime) -> io::Result<()> {
    let file = File::options().create(true).truncate(false).write(true).open(dir.join(USED))?;
    file.set_times(FileTimes::new().set_modified(now))
}

/// Throws away indexes in the folder `all` whose names do not begin with `current`, which are those
/// of other versions, and then those used longest ago, as far as is needed. Those in `spared` are in
/// use. Gives what was thrown away.
pub fn tidy(
    all: &Path,
    current: &str,
    spared: &[PathBuf],
    room: Room,
    now: SystemTime,
) -> io::Result<Vec<PathBuf>> {
    let mut known = Vec::new();
    for entry in std::fs::read_dir(all)? {
        let path = entry?.path();
        if path.is_dir() && !spared.contains(&path) {
            known.push((used_at(&path), size_of(&path), path));
        }
    }
    // The one used last first.
    known.sort_by(|a, b| b.cmp(a));
    let mut left: u64 = spared.iter().map(|path| size_of(path)).sum();
    let mut gone = Vec::new();
    for (used, size, path) in known {
        let is_current = path
            .file_name()
            .is_some_and(|name| name.to_str().is_some_and(|name| name.starts_with(current)));
        let age = now.duration_since(used).unwrap_or_default();
        left += size;
        if is_current && age <= room.unused && left <= room.bytes {
            continue;
        }
        left -= size;
        std::fs::remove_dir_all(&path)?;
        gone.push(path);
    }
    Ok(gone)
}

/// When an index was used last; one that does not say counts as very old.
fn used_at(dir: &Path) -> SystemTime {
    let time = |file: &str| std::fs::metadata(dir.join(file)).and_then(|about| about.modified());
    time(USED).or_else(|_| time("meta.json")).unwrap_or(SystemTime::UNIX_EPOCH)
}

fn size_of(dir: &Path) -> u64 {
    let files = std::fs::read_dir(dir).into_iter().flatten().flatten();
    files.filter_map(|file| file.metadata().ok()).map(|about| about.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_hours(24);

    fn index(all: &Path, name: &str, size: usize, used: SystemTime) -> PathBuf {
        let dir = all.join(name);
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("part"), vec![0; size]).unwrap();
        note_use(&dir, used).unwrap();
        dir
    }

    #[test]
    fn the_ones_used_longest_ago_go_and_what_is_in_use_stays() {
        let folder = tempfile::tempdir().unwrap();
        let all = folder.path();
        let now = SystemTime::UNIX_EPOCH + DAY * 20_000;
        let fresh = index(all, "v2-a", 40, now - DAY);
        let large = index(all, "v2-b", 500, now - DAY * 2);
        let small = index(all, "v2-c", 40, now - DAY * 3);
        let old = index(all, "v2-d", 1, now - DAY * 40);
        let other = index(all, "v1-a", 1, now);
        let open = index(all, "v2-e", 20, now - DAY * 90);
        let room = Room { bytes: 100, unused: DAY * 30 };
        let spared = [open.clone()];
        let gone = tidy(all, "v2-", &spared, room, now).unwrap();
        assert_eq!(gone, [other.clone(), large.clone(), old.clone()]);
        assert!([&fresh, &small, &open].iter().all(|dir| dir.is_dir()));
        assert!([&large, &old, &other].iter().all(|dir| !dir.exists()));
        assert!(tidy(all, "v2-", &spared, room, now).unwrap().is_empty());
    }
}
