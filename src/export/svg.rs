//! A small writer of SVG: escaped text, rounded numbers, one element a line.

use std::fmt::Write as _;

/// A drawing under construction.
pub(super) struct Svg {
    out: String,
}

/// How a text is anchored.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) weight: u16,
    pub(super) colour: &'static str,
    pub(super) anchor: Anchor,
}

impl Svg {
    /// A drawing of this size, with a title and a description for who cannot see it.
    pub(super) fn new(width: f64, height: f64, title: &str, about: &str, fonts: &str) -> Self {
        let (width, height) = (number(width), number(height));
        let mut out = String::new();
        out.push_str(r#"<svg xmlns="http://www.w3.org/2000/svg" role="img""#);
        push(&mut out, &[("width", &width), ("height", &height)]);
        push(&mut out, &[("viewBox", &format!("0 0 {width} {height}")), ("font-family", fonts)]);
        out.push_str(">\n");
        let mut svg = Self { out };
        svg.line_of(&format!("<title>{}</title>", escape(title)));
        svg.line_of(&format!("<desc>{}</desc>", escape(about)));
        svg
    }

    fn line_of(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// Markup that is known to be sound.
    pub(super) fn raw(&mut self, markup: &str) {
        self.line_of(markup);
    }

    /// An element without content.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        push(&mut self.out, attributes);
        self.line_of("/>");
    }

    /// A rectangle; what has no extent is left out.
    pub(super) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, more: &[(&str, &str)]) {
        if width <= 0.0 || height <= 0.0 {
            return;
        }
        let [x, y, width, height] = [x, y, width, height].map(number);
        let mut attributes = vec![
            ("x", x.as_str()),
            ("y", y.as_str()),
            ("width", width.as_str()),
            ("height", height.as_str()),
        ];
        attributes.extend(more);
        self.element("rect", &attributes);
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), more: &[(&str, &str)]) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(number);
        let mut attributes = vec![
            ("x1", x1.as_str()),
            ("y1", y1.as_str()),
            ("x2", x2.as_str()),
            ("y2", y2.as_str()),
        ];
        attributes.extend(more);
        self.element("line", &attributes);
    }

    /// A line of text on the baseline `y`.
    pub(super) fn text(&mut self, x: f64, y: f64, look: Type, text: &str) {
        let anchor = match look.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.out.push_str("<text");
        push(&mut self.out, &[("x", &number(x)), ("y", &number(y))]);
        push(&mut self.out, &[("font-size", &number(look.size)), ("fill", look.colour)]);
        if look.weight != 400 {
            push(&mut self.out, &[("font-weight", &look.weight.to_string())]);
        }
        push(&mut self.out, &[("text-anchor", anchor)]);
        self.line_of(&format!(">{}</text>", escape(text)));
    }

    /// The drawing.
    pub(super) fn finish(mut self) -> String {
        self.line_of("</svg>");
        self.out
    }
}

fn push(out: &mut String, attributes: &[(&str, &str)]) {
    for (name, value) in attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        out.push_str(&escape(value));
        out.push('"');
    }
}

/// A length with at most two decimals.
pub(super) fn number(n: f64) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    if write!(text, "{n:.2}").is_err() {
        return text;
    }
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// Text as XML: what would be markup is escaped, what XML forbids is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// About how wide a text is in a grotesque face, in pixels: nothing here reads a font, so it is
/// rather too wide than too narrow.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let em = |c: char| match c {
        'i' | 'j' | 'l' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' => 0.29,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '/' | ' ' => 0.38,
        '\u{2009}' => 0.2,
        'm' | 'w' | 'M' | 'W' | '—' | '%' | '@' => 0.92,
        '0'..='9' => 0.64,
        'A'..='Z' => 0.72,
        c if c.is_ascii() => 0.6,
        '\u{300}'..='\u{36f}' => 0.0,
        c if c < '\u{2e80}' => 0.66,
        _ => 1.0,
    };
    text.chars().map(em).sum::<f64>() * size
}

/// A text cut to a width, with an ellipsis where something is missing.
pub(super) fn cut(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width(&kept, size) + size > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// A text in lines of at most this width, broken between words.
pub(super) fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(word, size) + 0.38 * size <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(cut(word, size, room)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        let hostile = "<script>alert(\"x\")</script> & \u{0}\u{1b}";
        let found = escape(hostile);
        assert_eq!(found, "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; ");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([1.0, 1.5, 1.234_5, -0.001].map(number), ["1", "1.5", "1.23", "0"]);
    }

    #[test]
    fn long_texts_are_cut_and_wrapped() {
        assert_eq!(cut("short", 12.0, 100.0), "short");
        let long = "a name of forty characters and then some";
        assert!(
            cut(long, 12.0, 100.0).ends_with('…') && width(&cut(long, 12.0, 100.0), 12.0) <= 101.0
        );
        let lines = wrap(long, 12.0, 120.0);
        assert!(lines.len() > 1 && lines.iter().all(|l| width(l, 12.0) <= 120.0));
        assert_eq!(lines.join(" "), long);
    }
}
