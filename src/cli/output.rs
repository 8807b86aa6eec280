//! Standard output and standard error as the commands use them.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};

/// Standard output. When whoever reads it has enough and hangs up, the rest is dropped: that is no
/// error.
pub(super) struct Output {
    to: BufWriter<Stdout>,
    closed: bool,
}

impl Output {
    pub(super) fn stdout() -> Self {
        Self { to: BufWriter::with_capacity(1 << 16, io::stdout()), closed: false }
    }

    /// Writes out what is held back.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.flush()
    }

    fn unless_closed<T>(&mut self, done: io::Result<T>, dropped: T) -> io::Result<T> {
        match done {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(dropped)
            }
            done => done,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let done = self.to.write(bytes);
        self.unless_closed(done, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let done = self.to.flush();
        self.unless_closed(done, ())
    }
}

/// Says something on standard error. Where that is closed there is nobody to tell.
pub(super) fn say(what: &dyn Display) {
    writeln!(io::stderr(), "casebook: {what}").unwrap_or_default();
}
