//! The program as a script meets it: arguments in, standard output, standard error, exit code and
//! files out.

#![allow(clippy::unwrap_used)] // A test that cannot go on ends.

mod apply;
mod arguments;
mod files;
mod reading;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of its own, with a home in it.
struct Place {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("home")).unwrap();
        Self { folder }
    }

    /// A place with two articles about one attack, and commands that code it.
    fn with_teguey() -> Self {
        let place = Self::new();
        place.write(
            "articles/ministry.txt",
            "Convoy ambushed near Teguey\n\nTwenty-three soldiers were killed on Wednesday when \
             their convoy drove into an ambush near Teguey, the defence ministry said. It added \
             that 17 soldiers were wounded.\n",
        );
        place.write(
            "articles/statement.txt",
            "Group claims ambush\n\nIslamic State said in a statement that its fighters had \
             killed 30 soldiers near Teguey. The defence ministry had put the number of dead at \
             23.\n",
        );
        place.write(
            "articles/metadata.csv",
            "path,published,publisher\nministry.txt,2024-03-23,Example Post\n\
             statement.txt,2024-03-24,Example Wire\n",
        );
        place.write("teguey.jsonl", TEGUEY);
        place
    }

    /// The same, coded.
    fn coded() -> Self {
        let place = Self::with_teguey();
        place.run(&["apply", "teguey.casebook", "teguey.jsonl"]).succeeds();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program, at home here and without a display.
    fn program(&self, arguments: &[&str]) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_casebook"));
        program.args(arguments).current_dir(self.folder.path());
        for display in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            program.env_remove(display);
        }
        let home = self.path("home");
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
            program.env_remove(name);
        }
        program.env("CASEBOOK_CODER", "Ada");
        for name in ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"] {
            program.env(name, &home);
        }
        program
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, "")
    }

    fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut program = self.program(arguments);
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = program.spawn().unwrap();
        running.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = running.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.run(arguments).succeeds().out).unwrap()
    }

    /// Names of what is in the folder, without the home and the commands.
    fn names(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "home" && !name.contains(".jsonl"));
        names.sort();
        names
    }
}

impl Ran {
    #[track_caller]
    fn succeeds(self) -> Self {
        assert_eq!(self.code, Some(0), "stderr: {}", self.err);
        self
    }

    /// It ends with 2, prints nothing, and says each of these.
    #[track_caller]
    fn fails(self, says: &[&str]) -> Self {
        assert_eq!(self.code, Some(2), "stdout: {} stderr: {}", self.out, self.err);
        assert_eq!(self.out, "");
        assert!(self.err.starts_with("casebook: "), "{}", self.err);
        for wanted in says {
            assert!(self.err.contains(wanted), "{wanted:?} is not in: {}", self.err);
        }
        self
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// The ministry's 23 in two articles, the belligerent's 30, 17 injured.
const TEGUEY: &str = r#"# Teguey, coded by a script
{"command":"add_folder","path":"articles"}

{"command":"set_actor","fields":{"name":"Army","kind":"state_forces"}}
{"command":"set_actor","fields":{"name":"Islamic State","kind":"rebel_group"}}
{"command":"set_source","fields":{"name":"Defence ministry","kind":"state_military","actor":"Army"}}
{"command":"set_source","fields":{"name":"IS statement","kind":"armed_group","actor":"Islamic State"}}
// the incident
{"command":"new_incident","incident":"i-teguey","fields":{"title":"Teguey ambush","date":"on Wednesday","date_article":"ministry.txt","place_text":"Teguey","parties":[{"actor":"Army","side":"A"},{"actor":"Islamic State","side":"B"}]}}
{"command":"mark","claim":"c-ministry","article":"ministry.txt","words":{"quote":"Twenty-three soldiers were killed"},"incident":"i-teguey","fields":{"outcome":"killed","category":"military","side":"A","source":"Defence ministry"}}
{"command":"mark","claim":"c-injured","article":"ministry.txt","words":{"quote":"17 soldiers were wounded"},"incident":"i-teguey","fields":{"outcome":"injured","category":"military","side":"A","source":"Defence ministry"}}
{"command":"mark","claim":"c-is","article":"statement.txt","words":{"quote":"killed 30 soldiers"},"incident":"i-teguey","fields":{"outcome":"killed","category":"military","side":"A","source":"IS statement"}}
{"command":"mark","claim":"c-relayed","article":"statement.txt","words":{"quote":"number of dead at 23"},"incident":"i-teguey","fields":{"outcome":"killed","category":"military","side":"A","source":"Defence ministry"}}
"#;
