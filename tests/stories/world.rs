//! The world of a story: a folder of articles, the program's own folders, a clock that stands still.

use std::path::{Path, PathBuf};

use casebook::session::Host;
use tempfile::TempDir;

use crate::desk::Desk;

/// The first report: the ministry's figures.
pub const COURIER: &str = "courier.txt";
/// Its headline.
pub const COURIER_TITLE: &str = "Army column ambushed near Teguey";
const COURIER_TEXT: &str = "\
Army column ambushed near Teguey

NIAMEY - Twenty-three soldiers were killed on Wednesday when gunmen fell upon their column near \
Teguey, the defence ministry said. The attack also wounded 17 more.

The column was on its way back from a patrol along the border. Two of its lorries were burnt out \
by the roadside when help came.

The ministry gave no names. Flags will fly at half-mast for three days.
";

/// The second report: the ministry again, and the attackers' own claim.
pub const PLATEAU: &str = "plateau.txt";
/// Its headline.
pub const PLATEAU_TITLE: &str = "Attackers give a higher toll for Teguey";
const PLATEAU_TEXT: &str = "\
Attackers give a higher toll for Teguey

The defence ministry had put the losses of the army at 23 dead.

In a message that was passed around on Saturday the Islamic State group said it had killed 30 \
soldiers and taken their weapons.
";

/// The third report: nobody was hurt.
pub const WELLS: &str = "wells.txt";
/// Its headline.
pub const WELLS_TITLE: &str = "New wells for herders in the north";
const WELLS_TEXT: &str = "\
New wells for herders in the north

Four wells were opened this week in villages where the last rains failed. Each goes down 60 metres.
";

const METADATA: &str = "\
path,published,title,publisher
courier.txt,2024-03-23,Army column ambushed near Teguey,The River Courier
plateau.txt,2024-03-24,Attackers give a higher toll for Teguey,Plateau Radio
wells.txt,2024-03-25,New wells for herders in the north,The River Courier
";

/// A temporary folder with all that a story needs.
pub struct World {
    folder: TempDir,
}

impl World {
    /// With three articles and their metadata.
    pub fn new() -> Self {
        let world = Self { folder: TempDir::new().unwrap() };
        std::fs::create_dir(world.articles()).unwrap();
        let files = [
            (COURIER, COURIER_TEXT),
            (PLATEAU, PLATEAU_TEXT),
            (WELLS, WELLS_TEXT),
            ("metadata.csv", METADATA),
        ];
        for (name, text) in files {
            world.write(name, text);
        }
        world
    }

    /// Writes a file into the folder of articles.
    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.articles().join(name), text).unwrap();
    }

    /// The text of an article's file.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.articles().join(name)).unwrap()
    }

    /// The folder of articles.
    pub fn articles(&self) -> PathBuf {
        self.path("articles")
    }

    /// A path in the world.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The world as the program sees it. `sitting` tells apart the ids of windows that are opened
    /// one after the other.
    pub fn host(&self, sitting: u64) -> Host {
        Host { seed: sitting, ..Host::still(&self.path("home")) }
    }

    /// The window on the folder of articles.
    pub fn window(&self) -> Desk {
        self.window_on(1, &self.articles())
    }

    /// The window on the folder of articles, whose letters are not all in the fonts of the program.
    pub fn window_with_any_glyph(&self) -> Desk {
        Desk::open_with_any_glyph(self.host(1), self.articles())
    }

    /// The window on a project or a folder.
    pub fn window_on(&self, sitting: u64, path: &Path) -> Desk {
        Desk::open(self.host(sitting), Some(path.to_owned()))
    }

    /// A saved project with a claim, in its window and in a second one that can only read.
    pub fn two_windows(&self, path: &Path) -> (Desk, Desk) {
        let mut first = self.window();
        first.mark_killed(COURIER_TITLE, "Twenty-three soldiers were killed");
        first.save_as(path);
        let second = self.window_on(2, path);
        (first, second)
    }

    /// The window as it opens without a path.
    pub fn first_window(&self) -> Desk {
        Desk::open(self.host(1), None)
    }
}
