//! From elements to words: a paragraph a line, with an empty one between.

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html as Dom, Node};

/// The words of a piece of HTML, as a reader of the page would see them.
pub(super) fn text_of(html: &str) -> String {
    if is_beyond_a_tree(html) {
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
    of_edges(dom.tree.root().traverse())
}

/// The words of an element.
pub(super) fn of_element(element: ElementRef<'_>) -> String {
    of_edges(element.traverse())
}

fn of_edges<'a>(edges: impl Iterator<Item = Edge<'a, Node>>) -> String {
    let mut words = Words::default();
    let mut hidden = 0usize;
    for edge in edges {
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

/// Whether a page is too much for a tree of its elements: too long, too deep, or of too many nodes.
/// Told by its tags alone.
pub(super) fn is_beyond_a_tree(html: &str) -> bool {
    html.len() > MAX_TREE_BYTES || {
        let Size { deepest, nodes } = size(html);
        deepest > super::MAX_DEPTH * 5 || nodes > MAX_NODES
    }
}

/// A page with all its scripts and pictures written into it is smaller.
const MAX_TREE_BYTES: usize = 24_000_000;

/// The longest of pages have a tenth of it.
const MAX_NODES: usize = 1_000_000;

#[derive(Default)]
struct Size {
    /// About how deep elements nest. Those that are often left open do not count.
    deepest: usize,
    /// About how many nodes there are.
    nodes: usize,
}

/// Elements that, left open, are opened anew in every paragraph after theirs.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements that have no end, or are often left open and then end of themselves.
const OPEN_ENDED: &[&str] = &[
    "", "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html",
    "img", "input", "li", "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr", "track", "wbr",
];

fn size(html: &str) -> Size {
    let mut size = Size::default();
    let mut depth = 0usize;
    let mut open = [0usize; FORMATTING.len()];
    let mut opened = 0usize;
    // Within a script, what looks like a tag is none.
    let mut raw: Option<String> = None;
    for tag in html.split('<').skip(1) {
        let (closes, name) = match tag.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, tag),
        };
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len()).min(12);
        let name = name.get(..end).unwrap_or_default().to_ascii_lowercase();
        if let Some(begun) = &raw {
            if closes && *begun == name {
                raw = None;
            }
            continue;
        }
        let own = FORMATTING.iter().position(|own| *own == name).and_then(|at| open.get_mut(at));
        if let Some(own) = own {
            // A link ends the one before it.
            if !closes && *own > 0 && (name == "a" || name == "nobr") {
                size.nodes += 1;
                continue;
            }
            opened -= *own;
            *own = if closes { own.saturating_sub(1) } else { *own + 1 };
            opened += *own;
        }
        size.nodes = size.nodes.saturating_add(if closes { 1 } else { 1 + opened });
        let ended = || tag.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        if name == "script" || name == "style" {
            raw = (!closes && !ended()).then_some(name);
        } else if closes {
            depth = depth.saturating_sub(usize::from(!OPEN_ENDED.contains(&name.as_str())));
        } else if !OPEN_ENDED.contains(&name.as_str()) && !ended() {
            depth += 1;
            size.deepest = size.deepest.max(depth);
        }
    }
    size
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
        let script = format!("<script>{}</script>", "for(;i<u;)".repeat(4_000));
        let svg = "<svg><path d=''/></svg>".repeat(3_000);
        assert!(!is_beyond_a_tree(&format!("{script}{svg}{}", "<p><a name=x>".repeat(10_000))));
        assert!(
            is_beyond_a_tree(&"<x>".repeat(3_000)) && is_beyond_a_tree(&"<p><b>".repeat(9_000))
        );
        assert_eq!(stripped("<div>a<script>if (1<2) b</script>c</div><p>d &amp; e"), "ac\n\nd & e");
    }
}
