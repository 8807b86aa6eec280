//! What to say where no window can be opened.

use std::process::ExitCode;

use clap::CommandFactory as _;

use super::{Arguments, ERROR, output};

/// Whether there is certainly no display to open a window on: said, with the code to exit with.
pub fn missing_display() -> Option<ExitCode> {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let unix_desktop = cfg!(all(unix, not(target_os = "macos")));
    let displays = ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"];
    if !unix_desktop || displays.iter().any(|name| set(name)) {
        return None;
    }
    Some(window_failed(&"there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set"))
}

/// Says why there is no window, what may help, and what works without one.
pub fn window_failed(reason: &dyn std::fmt::Display) -> ExitCode {
    log::error!("no window: {reason}");
    let mut text = format!("cannot open a window: {reason}\n");
    text.push_str(REMEDY);
    text.push_str("\nThese work without a window; `casebook help COMMAND` says more:\n");
    let commands = Arguments::command();
    text.extend(commands.get_subcommands().map(|command| {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        format!("  casebook {:<8} {about}\n", command.get_name())
    }));
    output::say(&text.trim_end());
    ExitCode::from(ERROR)
}

#[cfg(all(unix, not(target_os = "macos")))]
const REMEDY: &str = "\
Start it in a desktop session, or through `ssh -X`. On a small system the libraries that a window
needs may be missing: on Debian and Ubuntu `apt install libgl1 libegl1 libgl1-mesa-dri
libxkbcommon-x11-0 libxcursor1 libxi6 libxrandr2`, on Fedora `dnf install mesa-libGL mesa-libEGL
mesa-dri-drivers libxkbcommon-x11 libXcursor libXi libXrandr`.
";

#[cfg(not(all(unix, not(target_os = "macos"))))]
const REMEDY: &str = "\
Casebook draws with OpenGL 2.0 or later: an update of the graphics driver may help. Over remote
desktop, OpenGL may be switched off.
";
