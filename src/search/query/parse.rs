//! From the pieces of a query to what they mean. NOT binds closest, then AND, which may be left
//! out, then OR.

use std::ops::Range;

use regex::RegexBuilder;

use super::filter::{Filter, NAMES};
use super::lex::{Kind, Piece, pieces};
use super::{Leaf, Node, Pattern, Problem, Query, Scope, Words};
use crate::search::words;

/// The beginning of a word is looked for from this many letters on while a query is being typed:
/// fewer would find nearly everything.
const TYPED_PREFIX: usize = 2;
/// Most brackets that may stand within one another.
const MOST_DEPTH: usize = 64;

pub(super) fn parse(text: &str, typing: bool) -> Query {
    let mut problems = Vec::new();
    let pieces = pieces(text, &mut problems);
    let open_end = typing && text.chars().next_back().is_some_and(char::is_alphanumeric);
    let mut parser = Parser { text, pieces, next: 0, problems, open_end, depth: 0 };
    // Side by side, not within one another: brackets that close nothing may be many.
    let mut parts = Vec::from_iter(parser.any());
    while parser.next < parser.pieces.len() {
        // Only a bracket that closes nothing ends the parse early.
        let at = parser.here();
        parser.problem(at, "this bracket closes nothing: left out");
        parser.next += 1;
        parts.extend(parser.any());
    }
    let root = joined(parts, Node::And);
    let mut problems = parser.problems;
    problems.sort_by_key(|problem| problem.at.start);
    Query { root, problems }
}

struct Parser<'a> {
    text: &'a str,
    pieces: Vec<Piece>,
    next: usize,
    problems: Vec<Problem>,
    /// Whether the last word may be the beginning of one.
    open_end: bool,
    depth: usize,
}

fn joined(mut parts: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Option<Node> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(join(parts)),
    }
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Kind> {
        self.pieces.get(self.next).map(|piece| &piece.kind)
    }

    fn here(&self) -> Range<usize> {
        self.pieces.get(self.next).map_or(self.text.len()..self.text.len(), |p| p.at.clone())
    }

    fn problem(&mut self, at: Range<usize>, what: &str) {
        self.problems.push(Problem { at, what: what.to_owned() });
    }

    /// Parts joined by OR.
    fn any(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        loop {
            let part = self.all();
            let bare = part.is_none();
            parts.extend(part);
            if self.peek() != Some(&Kind::Or) {
                // Where nothing follows an OR, the rest is still to be typed.
                break;
            }
            if bare {
                let at = self.here();
                self.problem(at, "nothing stands before this OR: left out");
            }
            self.next += 1;
        }
        joined(parts, Node::Or)
    }

    /// Parts joined by AND, or by nothing.
    fn all(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        loop {
            match self.peek() {
                None | Some(Kind::Or | Kind::Close) => break,
                Some(Kind::And) => {
                    if parts.is_empty() {
                        let at = self.here();
                        self.problem(at, "nothing stands before this AND: left out");
                    }
                    self.next += 1;
                }
                Some(Kind::Open | Kind::Not | Kind::Words { .. } | Kind::Pattern { .. }) => {
                    parts.extend(self.one());
                }
            }
        }
        joined(parts, Node::And)
    }

    fn one(&mut self) -> Option<Node> {
        let at = self.here();
        let piece = self.pieces.get(self.next)?.clone();
        match piece.kind {
            Kind::Not => {
                self.next += 1;
                if matches!(self.peek(), None | Some(Kind::Or | Kind::And | Kind::Close)) {
                    self.problem(at, "nothing stands after this NOT: left out");
                    return None;
                }
                self.nested(Self::one).map(|node| Node::Not(Box::new(node)))
            }
            Kind::Open => {
                self.next += 1;
                let inner = self.nested(Self::any);
                if self.peek() == Some(&Kind::Close) {
                    self.next += 1;
                } else {
                    self.problem(at, "the closing bracket is missing");
                }
                inner
            }
            Kind::Words { field, text, quoted, star } => {
                self.next += 1;
                self.operand(field, &text, quoted, star, &at)
            }
            Kind::Pattern { field, source } => {
                self.next += 1;
                self.pattern(field.as_deref(), &source, at)
            }
            Kind::Close | Kind::And | Kind::Or => None,
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Node>) -> Option<Node> {
        if self.depth >= MOST_DEPTH {
            let at = self.here();
            self.problem(at, "too many brackets within one another: the rest is left out");
            self.next = self.pieces.len();
            return None;
        }
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn operand(
        &mut self,
        field: Option<String>,
        text: &str,
        quoted: bool,
        star: bool,
        at: &Range<usize>,
    ) -> Option<Node> {
        let Some(name) = field else {
            return self.words(Scope::Anywhere, text, quoted, star, at);
        };
        if let Some(scope) = Scope::of_name(&name) {
            if text.is_empty() {
                self.problem(at.clone(), &format!("{name}: waits for words"));
                return None;
            }
            return self.words(scope, text, quoted, star, at);
        }
        match Filter::read(&name, text, at) {
            Some(Ok(filter)) => Some(Node::Leaf(Leaf::Filter(filter))),
            Some(Err(problem)) => {
                self.problems.push(problem);
                None
            }
            None => {
                let what =
                    format!("there is no field “{name}”: searched as words. Fields are {NAMES}");
                self.problem(at.clone(), &what);
                let whole = format!("{name} {text}");
                self.words(Scope::Anywhere, &whole, quoted, star, at)
            }
        }
    }

    fn words(
        &mut self,
        scope: Scope,
        text: &str,
        quoted: bool,
        star: bool,
        at: &Range<usize>,
    ) -> Option<Node> {
        let words = words(text);
        let Some(last) = words.last() else {
            // A lone mark between words says nothing and is no mistake.
            if quoted && !text.trim().is_empty() {
                self.problem(at.clone(), "there is no word to look for between these marks");
            }
            return None;
        };
        let typed = self.open_end
            && !quoted
            && at.end == self.text.len()
            && last.chars().count() >= TYPED_PREFIX;
        let prefix = star || typed;
        Some(Node::Leaf(Leaf::Words(Words { scope, words, prefix })))
    }

    fn pattern(&mut self, field: Option<&str>, source: &str, at: Range<usize>) -> Option<Node> {
        let scope = match field.map(|name| (name, Scope::of_name(name))) {
            None => Scope::Anywhere,
            Some((_, Some(scope))) => scope,
            Some((name, None)) => {
                let what = format!("{name}: takes no pattern: searched everywhere");
                self.problem(at.clone(), &what);
                Scope::Anywhere
            }
        };
        if source.is_empty() {
            self.problem(at, "there is no pattern between the slashes");
            return None;
        }
        match RegexBuilder::new(source).case_insensitive(true).multi_line(true).build() {
            Ok(regex) => Some(Node::Leaf(Leaf::Pattern(Pattern { scope, regex }))),
            Err(error) => {
                let what = format!("the pattern is left out: {}", reason(&error));
                self.problem(at, &what);
                None
            }
        }
    }
}

/// The last line of what the regex engine says: the lines before it draw the pattern.
fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.trim().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, typing: bool) -> (String, Vec<(String, String)>) {
        let query = parse(text, typing);
        let root = query.root.map_or_else(String::new, |root| root.to_string());
        let told = |p: Problem| (text.get(p.at).unwrap().to_owned(), p.what);
        (root, query.problems.into_iter().map(told).collect())
    }

    fn check(text: &str, wanted: &str) {
        assert_eq!(read(text, false), (wanted.to_owned(), Vec::new()), "{text}");
    }

    fn flawed(text: &str, wanted: &str, at: &str, what: &str) {
        let (root, problems) = read(text, false);
        assert_eq!(root, wanted, "{text}");
        let [(place, told)] = problems.as_slice() else { panic!("{text}: {problems:?}") };
        assert_eq!(place, at, "{text}");
        assert!(told.contains(what), "{text}: {told}");
    }

    #[test]
    fn words_phrases_and_joints() {
        check("", "");
        check("Tillabéri", "tillaberi");
        check("attack Niger", "(and attack niger)");
        check("attack AND Niger OR Mali", "(or (and attack niger) mali)");
        check("attack (Niger OR Mali) -Gao", "(and attack (or niger mali) (not gao))");
        check("NOT \"at least 12\"", "(not at+least+12)");
        check("ambush* “Al-Shabaab”", "(and ambush* al+shabaab)");
        check("\"army ambush*\"", "army+ambush*");
        check("car-bomb 1,500", "(and car+bomb 1+500)");
        check("/bomb(er|ing)s?\\/x/ a", "(and /bomb(er|ing)s?/x/ a)");
        check("/[/]/", "/[/]/");
        check("12:30 http://example.org", "(and 12+30 http+example+org)");
        check("and or not", "(and and or not)");
        check("a — b", "(and a b)");
    }

    #[test]
    fn conditions() {
        check("publisher:\"Le Monde\" title:attack", "(and publisher:Le Monde title:attack)");
        check("date:2024-03..", "date:2024-03-01..");
        check("date:2024-03", "date:2024-03-01..2024-03-31");
        check("date:..2023", "date:..2023-12-31");
        check("status:new,in-progress", "status:new,in_progress");
        check("outcome:killed has:claims", "(and outcome:killed has:claims)");
        check("lang:FR note:/x+/", "(and lang:fr note:/x+/)");
    }

    #[test]
    fn what_is_wrong_is_told_and_the_rest_is_searched() {
        flawed("a \"b c", "(and a b+c)", "\"b c", "closing quotation mark");
        flawed("(a b", "(and a b)", "(", "closing bracket");
        flawed("a) b", "(and a b)", ")", "closes nothing");
        flawed("OR a", "a", "OR", "before this OR");
        flawed("a NOT", "a", "NOT", "after this NOT");
        flawed("a /b[/ c", "(and a b c)", "/b[/ c", "closing /");
        flawed("a /b(/", "a", "/b(/", "unclosed group");
        flawed("colour:red a", "(and colour+red a)", "colour:red", "no field “colour”");
        flawed("date:soon a", "a", "date:soon", "not a date");
        flawed("date:2024..2023 a", "a", "date:2024..2023", "comes after");
        flawed("status:finished a", "a", "status:finished", "is one of new, in_progress");
        flawed("publisher: a", "a", "publisher:", "waits for");
        flawed("has:money", "", "has:money", "is one of claims");
        flawed("\"…\" a", "a", "\"…\"", "no word");
        check("a OR", "a");
        check("a AND", "a");
    }

    #[test]
    fn brackets_that_close_nothing_may_be_many() {
        let query = parse(&"a) ".repeat(6000), false);
        assert_eq!(query.problems.len(), 6000);
        assert_eq!(query.leaves().len(), 6000);
        assert!(query.root.is_some_and(|root| root.to_string().starts_with("(and a a ")));
    }

    #[test]
    fn while_typing_the_last_word_may_go_on() {
        assert_eq!(read("attack till", true).0, "(and attack till*)");
        assert_eq!(read("attack till ", true).0, "(and attack till)");
        assert_eq!(read("attack t", true).0, "(and attack t)");
        assert_eq!(read("\"at least\"", true).0, "at+least");
        assert_eq!(read("title:nig", true).0, "title:nig*");
    }

    proptest! {
        #[test]
        fn any_input_is_a_query(text in "[a-c \"“”()/:*\\-\\\\ANDORT.\\[é北]{0,40}") {
            let query = parse(&text, true);
            for problem in query.problems {
                prop_assert!(text.get(problem.at).is_some());
            }
        }

        #[test]
        fn deep_brackets_end(depth in 0usize..4000) {
            parse(&"(".repeat(depth), false);
            parse(&"NOT ".repeat(depth), false);
        }
    }
}
