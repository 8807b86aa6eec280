//! The log: a file in the program's own state folder, never standard output.

use std::path::PathBuf;

use flexi_logger::{
    Cleanup, Criterion, ErrorChannel, FileSpec, LogSpecification, Logger, LoggerHandle, Naming,
};
use log::LevelFilter;

use super::{Arguments, LogLevel};
use crate::session::Dirs;

/// How large the log grows before a new one is begun, in bytes.
const LOG_BYTES: u64 = 1_000_000;

/// How many full logs are kept.
const LOGS_KEPT: usize = 3;

/// The log, for as long as this lives.
pub struct Log {
    /// Its folder.
    pub folder: PathBuf,
    _handle: Option<LoggerHandle>,
}

/// Starts the log. The file is begun with the first line: a command that has nothing to say leaves
/// none. Where it cannot be written the program works without.
pub fn start_log(arguments: &Arguments) -> Log {
    let headless = arguments.command.is_some();
    let usual = if headless { LogLevel::Warn } else { LogLevel::Info };
    let level = match arguments.log_level.unwrap_or(usual) {
        LogLevel::Off => LevelFilter::Off,
        LogLevel::Error => LevelFilter::Error,
        LogLevel::Warn => LevelFilter::Warn,
        LogLevel::Info => LevelFilter::Info,
        LogLevel::Debug => LevelFilter::Debug,
        LogLevel::Trace => LevelFilter::Trace,
    };
    // What the window's libraries have to say fills a log, and is of use only where all is wanted.
    let others =
        if level == LevelFilter::Trace { LevelFilter::Debug } else { level.min(LevelFilter::Warn) };
    let wanted = LogSpecification::builder().default(others).module("casebook", level).build();
    let folder = Dirs::of_user().log();
    let file = FileSpec::default().directory(&folder).basename("casebook").suppress_timestamp();
    let started = Logger::with(wanted)
        .log_to_file(file)
        .append()
        .rotate(Criterion::Size(LOG_BYTES), Naming::Numbers, Cleanup::KeepLogFiles(LOGS_KEPT))
        .format(flexi_logger::detailed_format)
        .use_utc()
        .error_channel(ErrorChannel::DevNull)
        .start();
    Log { folder, _handle: started.ok() }
}
