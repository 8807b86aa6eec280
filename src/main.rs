//! The program: arguments, log, then a window or a command without one; nothing else.

use std::process::ExitCode;
use std::time::Instant;

use casebook::{app, cli, session};

/// With the allocator of glibc, whose arenas keep what threads have freed, a folder of 100,000 articles
/// holds twice the memory that is in use.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let begun = Instant::now();
    let arguments = match cli::Arguments::of_program() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let log = cli::start_log(&arguments);
    session::last_words::arrange(log.folder.clone());
    if let Some(command) = &arguments.command {
        return cli::run(command);
    }
    if let Some(code) = cli::missing_display() {
        return code;
    }
    match app::run(arguments.path, begun) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::window_failed(&error),
    }
}
