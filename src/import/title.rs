//! Guesses a headline from the first line of a text.

/// A longer first line is no headline.
const MAX_CHARS: usize = 160;
/// A line with a full stop at its end is a sentence of a report if it is longer than this; shorter
/// ones end some outlets' headlines.
const MAX_SENTENCE_CHARS: usize = 60;

/// The first line that is not empty, if it reads like a headline.
pub(super) fn guess(text: &str) -> Option<String> {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty())?;
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
        check("مقتل تسعة أشخاص في حريق\nنص", Some("مقتل تسعة أشخاص في حريق"));
    }
}
