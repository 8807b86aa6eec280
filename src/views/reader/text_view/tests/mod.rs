//! The text view, worked with mouse and keys in a window without a screen.

mod desk;
mod fold;
mod keyboard;
mod mouse;
mod scripts;
mod travel;

const STORY: &str = "Gunmen attack convoy near Teguey\n\
    \n\
    At least 23 soldiers were killed on Wednesday when gunmen attacked an army convoy near Teguey, \
    the defence ministry said. Another 17 were wounded, it added.\n\
    \n\
    Residents spoke of 30 dead. \u{201c}They came at noon,\u{201d} said Ɓarayi Mai Goro, a trader.\n\
    \n\
    The army said about 30 attackers were neutralised.";
