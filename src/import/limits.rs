//! How much of a file is read, unpacked and waited for: a hostile file costs no more than this.

use std::time::Duration;

/// The largest file that is read, in bytes: a year of a newspaper is smaller.
pub const MAX_FILE_BYTES: u64 = 64_000_000;

/// The most that one entry of a zip archive, or one compressed file, may unpack to.
pub const MAX_UNPACKED_BYTES: u64 = 64_000_000;

/// The most that one compressed stream of a PDF may unpack to: a picture of a page is smaller.
pub const MAX_STREAM_BYTES: u64 = 192_000_000;

/// The most that all streams of a PDF may unpack to.
pub const MAX_STREAMS_BYTES: u64 = 1_500_000_000;

/// How much of what the pages of a PDF draw is looked at: so many letters, each line and picture
/// counting as some. A novel has a million; this is read within [`MAX_TIME`] with room to spare.
pub const MAX_DRAWN: u64 = 24_000_000;

/// How much processor time one file may take.
pub const MAX_TIME: Duration = Duration::from_secs(8);

/// How deep elements of a page, groups of an RTF and objects of a JSON may nest.
pub const MAX_DEPTH: usize = 400;

/// How many articles one file may hold.
pub const MAX_PARTS: usize = 200_000;

/// The stack of the thread that reads a file of a foreign format.
pub const STACK_BYTES: usize = 64 << 20;
