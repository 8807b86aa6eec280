//! Guesses a headline from the first line of a text.

use crate::text::is_beside_report;

/// A longer first line is no headline.
const MAX_CHARS: usize = 160;
/// A line with a full stop at its end is a sentence of a report if it is longer than this; shorter
/// ones end some outlets' headlines.
const MAX_SENTENCE_CHARS: usize = 60;

/// So many captions and lines of page furniture may stand above the headline.
const MOST_BEFORE: usize = 6;

/// The first line of the report, if it reads like a headline: pictures' captions and credits, and
/// page furniture, are none.
pub(super) fn guess(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim).peekable();
    let mut before = 0;
    let first = loop {
        let line = lines.find(|line| !line.is_empty())?;
        if !is_beside_report(line, lines.peek().copied()) {
            break line;
        }
        before += 1;
        if before > MOST_BEFORE {
            return None;
        }
    };
    // Markdown's headings, and no harm elsewhere.
    let line = match first.trim_start_matches('#') {
        stripped if stripped.len() < first.len() && stripped.starts_with(' ') => stripped.trim(),
        _ => first,
    };
    let chars = line.chars().count();
    let sentence = line.ends_with(['.', '。', '।', '۔']) && !line.ends_with("...");
    let words = line.chars().any(char::is_alphabetic);
    (words && chars <= MAX_CHARS && !(sentence && chars > MAX_SENTENCE_CHARS))
        .then(|| line.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn headlines_are_told_from_leads() {
        let check = |text: &str, title: Option<&str>| assert_eq!(guess(text).as_deref(), title);
        check("Nine dead in market fire\n\nA fire …", Some("Nine dead in market fire"));
        check("\n \n  Two  spaces\tinside \nBody", Some("Two spaces inside"));
        check("# A heading\n", Some("A heading"));
        check("#hashtag first\n", Some("#hashtag first"));
        check("Nine are dead.\n", Some("Nine are dead."));
        check("", None);
        check(" \n\n", None);
        check("* * *\n-----", None);
        check(&"A long paragraph without any end ".repeat(8), None);
        check(
            "Nine people have died in a fire at the market of Exampleville, officials say.\nMore",
            None,
        );
        check(
            "A lorry at the ford.  / Photo: An Agency\n\nNine dead at the ford\nMore",
            Some("Nine dead at the ford"),
        );
        check(
            "Traders clear the stones of the wall.\nPhoto: An Agency\n\nFour people were hurt when a wall fell in the market, doctors said.\n",
            None,
        );
        check(
            "READ MORE: Bus leaves the road\n\nNine dead at the ford",
            Some("Nine dead at the ford"),
        );
        check("Photo: An Agency", None);
        check("مقتل تسعة أشخاص في حريق\nنص", Some("مقتل تسعة أشخاص في حريق"));
    }
}
