//! From elements to words: a paragraph a line, with an empty one between.

use ego_tree::iter::Edge;
use scraper::{Html as Dom, Node};

/// The words of a piece of HTML, as a reader of the page would see them.
pub fn text_of(html: &str) -> String {
    if nesting(html) > super::MAX_DEPTH * 5 {
        return stripped(html);
    }
    of(&Dom::parse_document(html))
}

/// Elements whose words are not on the page.
const HIDDEN: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe", "object",
    "select", "button", "textarea", "audio", "video", "canvas",
];

/// Elements that stand apart from what is beside them.
const APART: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "nav",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "quote",
    "pre",
    "ul",
    "ol",
    "dl",
    "list",
    "table",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "address",
    "hr",
    "body",
    "details",
    "summary",
    "center",
];

/// Elements that begin a line.
const LINE: &[&str] = &["li", "tr", "dt", "dd", "item", "row", "caption", "option"];

/// The words of a tree.
pub(super) fn of(dom: &Dom) -> String {
    let mut words = Words::default();
    let mut hidden = 0usize;
    for edge in dom.tree.root().traverse() {
        let (node, opens) = match &edge {
            Edge::Open(node) => (node.value(), true),
            Edge::Close(node) => (node.value(), false),
        };
        match node {
            Node::Element(element) => {
                let name = element.name();
                if HIDDEN.contains(&name) {
                    hidden = if opens { hidden + 1 } else { hidden.saturating_sub(1) };
                } else if APART.contains(&name) {
                    words.apart(2);
                } else if LINE.contains(&name) || (opens && (name == "br" || name == "lb")) {
                    words.apart(1);
                } else if !opens && (name == "td" || name == "th" || name == "cell") {
                    words.add("\u{9}");
                }
            }
            Node::Text(text) if opens && hidden == 0 => words.add(text),
            Node::Document
            | Node::Fragment
            | Node::Doctype(_)
            | Node::Comment(_)
            | Node::Text(_)
            | Node::ProcessingInstruction(_) => {}
        }
    }
    words.finish()
}

/// Words with white space as HTML has it: any amount of it is one.
#[derive(Default)]
struct Words {
    text: String,
    /// Line feeds due before the next word.
    apart: usize,
    space: bool,
}

impl Words {
    fn add(&mut self, words: &str) {
        for c in words.chars() {
            if c == '\t' && words.len() == 1 {
                if self.apart == 0 && !self.text.is_empty() {
                    self.text.push('\t');
                }
                self.space = false;
            } else if c.is_ascii_whitespace() {
                self.space = true;
            } else {
                if self.apart > 0 {
                    self.end_line();
                    if !self.text.is_empty() {
                        self.text.extend(std::iter::repeat_n('\n', self.apart));
                    }
                } else if self.space && !self.text.ends_with(['\n', '\t']) && !self.text.is_empty()
                {
                    self.text.push(' ');
                }
                self.apart = 0;
                self.space = false;
                self.text.push(c);
            }
        }
    }

    fn end_line(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\t']).len();
        self.text.truncate(kept);
    }

    fn apart(&mut self, lines: usize) {
        self.apart = self.apart.max(lines);
    }

    fn finish(mut self) -> String {
        self.end_line();
        self.text
    }
}

/// How deep elements nest.
pub(super) fn depth(dom: &Dom) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for edge in dom.tree.root().traverse() {
        match edge {
            Edge::Open(_) => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            Edge::Close(_) => depth = depth.saturating_sub(1),
        }
    }
    deepest
}

/// About how deep elements nest, without making a tree of them. Elements that are often left open
/// do not count.
pub(super) fn nesting(html: &str) -> usize {
    const COUNTED: &[&str] = &[
        "div",
        "span",
        "section",
        "table",
        "ul",
        "ol",
        "b",
        "i",
        "u",
        "em",
        "strong",
        "font",
        "blockquote",
        "a",
        "svg",
        "g",
        "article",
        "main",
        "form",
        "center",
        "small",
        "big",
        "sub",
        "sup",
        "pre",
        "dl",
        "button",
        "math",
        "template",
        "object",
    ];
    let (mut depth, mut deepest) = (0usize, 0);
    for tag in html.split('<').skip(1) {
        let (closes, name) = match tag.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, tag),
        };
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len()).min(12);
        let name = name.get(..end).unwrap_or_default().to_ascii_lowercase();
        if !COUNTED.contains(&name.as_str()) {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The words of a page of which no tree can be made: what is not between angle brackets.
pub(super) fn stripped(html: &str) -> String {
    let mut words = Words::default();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        words.add(before);
        let lower: String = tag.chars().take(10).collect::<String>().to_ascii_lowercase();
        let skipped = ["script", "style"]
            .iter()
            .find(|name| lower.get(1..).is_some_and(|l| l.starts_with(**name)));
        let after = match skipped {
            Some(name) => tag.find(&format!("</{name}")).map_or(tag.len(), |at| at + 1),
            None => 1,
        };
        let end =
            tag.get(after..).and_then(|tag| tag.find('>')).map_or(tag.len(), |at| after + at + 1);
        rest = tag.get(end..).unwrap_or_default();
        let name = lower.trim_start_matches(['<', '/']);
        let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
        if APART.contains(&name.as_str()) {
            words.apart(2);
        }
    }
    words.add(rest);
    let text = words.finish();
    let entities = [
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    entities.iter().fold(text, |text, (name, c)| text.replace(name, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_as_they_stand_on_the_page() {
        let check = |html: &str, text: &str| assert_eq!(text_of(html), text, "{html}");
        check("<p>One\n  two</p><p>three<br>four</p>", "One two\n\nthree\nfour");
        check("<ul><li>a</li><li>b</li></ul>after", "a\nb\n\nafter");
        check("<p>a <b>b</b> c<script>x</script></p>", "a b c");
        check("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1\t2\n3");
        check("&eacute;&#233;&lt;p&gt;", "éé<p>");
        check("", "");
        assert_eq!(stripped("<div>a<script>if (1<2) b</script>c</div><p>d &amp; e"), "ac\n\nd & e");
    }
}
