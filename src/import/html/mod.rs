//! Web pages: the body of the article on it, and what the page says of itself.
//!
//! The body is found by a port of Trafilatura; where that finds little, what the page declares in
//! JSON-LD serves, and at last all words of the page. Furniture that stays is told by
//! [`blocks`](crate::text::blocks) like that of any text.

mod headline;
mod meta;
mod published;
mod words;

use scraper::Html as Dom;
use trafilatura::{ExtractionFocus, HtmlDateMode, Options};

use super::limits::{MAX_DEPTH, MAX_TIME, STACK_BYTES};
use super::{Contents, Decoded, Hint, Imported, Metadata, Reader, Unreadable};
use crate::jobs;
use crate::text::{BlockKind, Why, blocks};

use meta::Declared;
use words::text_of;

/// Reads `.html`, `.htm` and `.xhtml`.
#[derive(Clone, Copy, Debug)]
pub struct Html;

const KIND: &str = "web page";

/// A page as it was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) metadata: Metadata,
    /// For readers that decode it themselves.
    pub(super) encoding: &'static str,
}

impl Reader for Html {
    fn name(&self) -> &'static str {
        KIND
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "shtml"]
    }

    fn read(&self, bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable> {
        let mut decoded = hint.decode(bytes)?;
        let html = std::mem::take(&mut decoded.text);
        let page = page(&html)?;
        if page.text.trim().is_empty() {
            let why = match (html.trim().is_empty(), html.contains("<script")) {
                (true, _) => "it is empty",
                (false, true) => "scripts fill it in: save it again from a browser that shows it",
                (false, false) => "it has no words",
            };
            return Err(Unreadable::NoText(KIND, why));
        }
        let none = Decoded { text: String::new(), ..decoded };
        Ok(Imported::new(&page.text, page.metadata, &none, KIND).alone())
    }
}

/// Reads a page, on a thread of its own: a page that nests without end must not take the program
/// with it.
pub(super) fn page(html: &str) -> Result<Page, Unreadable> {
    // The words of a page beyond repair, without a tree of its elements.
    if words::is_beyond_a_tree(html) {
        return Ok(Page { text: words::stripped(html), ..Page::default() });
    }
    let html = html.to_owned();
    bounded(move || read(&html))
}

/// The words of pieces of HTML, as a reader of the page would see them: of all together, within the
/// time of one file.
pub(super) fn words_of(pieces: Vec<String>) -> Result<Vec<String>, Unreadable> {
    bounded(move || pieces.iter().map(|html| text_of(html)).collect())
}

fn bounded<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Unreadable> {
    jobs::within("Reading a web page", MAX_TIME, STACK_BYTES, work).map_err(|overrun| match overrun
    {
        jobs::Overrun::Late => Unreadable::TooSlow(MAX_TIME.as_secs()),
        jobs::Overrun::Broke(why) => Unreadable::Damaged(KIND, why),
    })
}

/// An extraction of fewer characters may have missed the article.
const LITTLE: usize = 300;

fn read(html: &str) -> Page {
    let dom = Dom::parse_document(html);
    let Declared { mut metadata, body: declared, mut titles, sites } = meta::read(&dom);
    if words::depth(&dom) > MAX_DEPTH {
        return Page { text: words::of(&dom), metadata, encoding: "" };
    }
    let mut options = Options::default();
    options.enable_fallback = true;
    options.exclude_comments = true;
    options.focus = ExtractionFocus::FavorPrecision;
    // A year that stands somewhere on a page is no day of publication.
    options.html_date_mode = HtmlDateMode::Disabled;
    let found = trafilatura::extract(html, &options).ok();
    let body = found.as_ref().map(|f| words::of(&Dom::parse_fragment(&f.content_html)));
    let mut text = without_furniture(&body.unwrap_or_default());
    let declared = declared.unwrap_or_default();
    let length = text.chars().count();
    let said = declared.chars().count();
    if (length < LITTLE && said > length) || said > 3 * length {
        text = declared;
    }
    if text.trim().is_empty() {
        text = words::of(&dom);
    }
    if let Some(found) = found {
        let filled = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let more = found.metadata;
        metadata.title = metadata.title.or_else(|| filled(more.title));
        metadata.author = metadata.author.or_else(|| filled(more.author));
        let site = filled(more.sitename).filter(|site| meta::is_name(site));
        metadata.publisher = metadata.publisher.or(site);
        metadata.url = metadata.url.or_else(|| filled(more.url));
        metadata.language = metadata.language.or_else(|| filled(more.language));
    }
    metadata.publisher =
        metadata.publisher.or_else(|| metadata.url.as_deref().and_then(meta::host_of));
    if titles.is_empty() {
        titles.extend(metadata.title.clone());
    }
    let beside = headline::find(&dom, &titles, &sites);
    if !text.trim().is_empty() {
        text = beside.put_back(&text);
    }
    metadata.title = beside.headline.or(metadata.title);
    Page { text, metadata, encoding: "" }
}

/// The body without lines that lead elsewhere or ask for something: of a page, unlike of a text,
/// only the article is shown.
fn without_furniture(body: &str) -> String {
    let found = blocks(body);
    let mut text = String::with_capacity(body.len());
    let mut before: Option<usize> = None;
    for block in found {
        let furniture = block.kind == BlockKind::Boilerplate
            && matches!(block.why, Why::Link | Why::List | Why::Invitation | Why::Advert);
        let Some(words) = block.range.slice(body).filter(|_| !furniture) else { continue };
        if let Some(before) = before {
            text.push_str(if block.paragraph - before > 1 { "\n\n" } else { "\n" });
        }
        before = Some(block.paragraph);
        text.push_str(words);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_without_its_furniture() {
        let words =
            "Nine people were killed in a fire at the old market, the brigade said on Friday. "
                .repeat(3);
        let html = format!(
            "<html lang=en><head><title>Fire kills nine | The Example</title>
             <meta property='og:site_name' content='The Example'><link rel=canonical href='https://example.org/fire'>
             <script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Fire kills nine\",\"datePublished\":\"2024-03-22T23:30:00+01:00\",\"author\":[{{\"name\":\"A. Writer\"}}]}}</script></head>
             <body><nav><a href=/>Home</a><a href=/world>World</a></nav><article><h1>Fire kills nine</h1><p>{words}</p>
             <p>READ MORE: Twelve die in flood</p><p>{words} Second.</p></article><footer>Terms of use</footer></body></html>"
        );
        let page = page(&html).unwrap();
        assert!(
            page.text.starts_with("Fire kills nine\n\nNine people")
                && page.text.ends_with("Second."),
            "{}",
            page.text
        );
        assert!(page.text.contains("\n\n") && !page.text.contains("Twelve"));
        let m = page.metadata;
        assert_eq!(
            (m.title.as_deref(), m.publisher.as_deref()),
            (Some("Fire kills nine"), Some("The Example"))
        );
        assert_eq!(
            (m.url.as_deref(), m.language.as_deref()),
            (Some("https://example.org/fire"), Some("en"))
        );
        assert_eq!(m.published.map(|d| d.to_string()).as_deref(), Some("2024-03-22"));
        assert_eq!(m.author.as_deref(), Some("A. Writer"));
    }

    #[test]
    fn a_page_that_nests_without_end_is_read_all_the_same() {
        for depth in [300, 1_000, 200_000] {
            let html =
                format!("<html><body>{}Nine dead{}", "<div>".repeat(depth), "</div>".repeat(depth));
            assert!(page(&html).unwrap().text.contains("Nine dead"), "{depth}");
        }
    }
}
