//! What a page declares of itself: JSON-LD, `OpenGraph`, meta elements, the canonical link.

use std::collections::HashMap;

use scraper::{Html as Dom, Selector};
use serde_json::Value;

use super::headline::bare;
use super::published;
use super::words::text_of;
use crate::import::Metadata;

/// What a page declares.
#[derive(Default)]
pub(super) struct Declared {
    pub(super) metadata: Metadata,
    /// The body of the article, where it declares that too.
    pub(super) body: Option<String>,
    /// Its headlines, the surest first, without the site's name.
    pub(super) titles: Vec<String>,
    /// What the site is called.
    pub(super) sites: Vec<String>,
}

/// What a page declares of itself.
pub(super) fn read(dom: &Dom) -> Declared {
    let mut found = Ld::default();
    for script in each(dom, "script[type=\"application/ld+json\"]") {
        let text: String = script.text().collect();
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
        let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
        found.take(&value);
    }
    let name = |names: &[&str]| names.iter().find_map(|name| meta(dom, name));
    let title = name(&["og:title", "twitter:title", "dc.title", "headline", "sailthru.title"]);
    let metas = Metadata {
        publisher: name(&["og:site_name", "application-name", "dc.publisher", "publisher", "cre"])
            .filter(|name| is_name(name)),
        author: name(&[
            "author",
            "article:author",
            "dc.creator",
            "byl",
            "sailthru.author",
            "parsely-author",
        ])
        .filter(|author| !author.starts_with("http"))
        .map(|author| author.trim_start_matches("By ").to_owned()),
        url: each(dom, "link[rel=\"canonical\"]")
            .next()
            .and_then(|link| link.value().attr("href"))
            .map(str::to_owned)
            .filter(|url| url.starts_with("http"))
            .or_else(|| name(&["og:url", "twitter:url"])),
        language: each(dom, "html")
            .next()
            .and_then(|html| html.value().attr("lang"))
            .map(|lang| lang.trim().to_owned())
            .filter(|lang| !lang.is_empty()),
        ..Metadata::default()
    };
    let ld_title = found.metadata.title.take();
    let mut all = found.metadata.or(metas);
    // The mark after an address is a place on the page.
    all.url = all.url.map(|url| url.split('#').next().unwrap_or_default().to_owned());
    let host = all.url.as_deref().and_then(host_of);
    let mut sites: Vec<String> = all.publisher.iter().cloned().collect();
    sites.extend(name(&["og:site_name"]));
    sites.extend(name(&["application-name"]));
    sites.extend(name(&["twitter:site"]).map(|site| site.trim_start_matches('@').to_owned()));
    sites.extend(host.iter().filter_map(|host| host.split('.').next()).map(str::to_owned));
    sites.extend(host);
    let mut titles: Vec<String> = [title, ld_title].into_iter().flatten().collect();
    if titles.is_empty() {
        let element = each(dom, "title").next().map(|t| t.text().collect::<String>());
        titles.extend(element.map(|title| without_section(&title).to_owned()));
    }
    for title in &mut titles {
        *title = without_site(title, &sites);
    }
    titles.retain(|title| !title.is_empty());
    all.title = titles.first().cloned();
    all.published = published::find(dom, &found.dates, all.url.as_deref().unwrap_or_default());
    let body = found.body.filter(|body| body.len() > 200);
    Declared { metadata: all, body, titles, sites }
}

/// Whether words are a name, and no address or key.
pub(super) fn is_name(words: &str) -> bool {
    !words.contains("://")
        && !words.contains('#')
        && !words.starts_with('/')
        && words.chars().any(char::is_alphabetic)
}

/// The host of an address, without `www`.
pub(super) fn host_of(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split(['/', '?', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    Some(host.to_ascii_lowercase()).filter(|host| host.contains('.'))
}

/// What JSON-LD declares.
#[derive(Default)]
struct Ld {
    metadata: Metadata,
    body: Option<String>,
    /// Days of publication as they are written, the article's before the page's.
    dates: Vec<String>,
}

impl Ld {
    fn take(&mut self, value: &Value) {
        let mut names = HashMap::new();
        named(value, 0, &mut names);
        articles(value, 0, &mut |object| {
            self.metadata = std::mem::take(&mut self.metadata).or(of_object(object, &names));
            let date = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
            self.dates.extend(date("datePublished").or_else(|| date("dateCreated")));
            let said = object.get("articleBody").and_then(Value::as_str).map(plain);
            let longer = said.filter(|said| said.len() > self.body.as_ref().map_or(0, String::len));
            self.body = longer.or(self.body.take());
        });
    }
}

/// The names of objects by their keys, by which others refer to them.
fn named(value: &Value, depth: usize, names: &mut HashMap<String, String>) {
    if depth > 8 {
        return;
    }
    match value {
        Value::Array(all) => all.iter().for_each(|value| named(value, depth + 1, names)),
        Value::Object(object) => {
            let text = |key: &str| object.get(key).and_then(Value::as_str);
            if let (Some(id), Some(name)) = (text("@id"), text("name")) {
                names.insert(id.to_owned(), plain(name));
            }
            object.values().for_each(|value| named(value, depth + 1, names));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

pub(super) fn each<'a>(
    dom: &'a Dom,
    selector: &str,
) -> Box<dyn Iterator<Item = scraper::ElementRef<'a>> + 'a> {
    match Selector::parse(selector) {
        Ok(selector) => {
            let found: Vec<_> = dom.select(&selector).collect();
            Box::new(found.into_iter())
        }
        Err(_) => Box::new(std::iter::empty()),
    }
}

/// The content of the meta element of this name or property, upper and lower case alike.
pub(super) fn meta(dom: &Dom, name: &str) -> Option<String> {
    each(dom, "meta[content]").find_map(|element| {
        let element = element.value();
        let own = ["property", "name", "itemprop"].iter().find_map(|key| element.attr(key))?;
        if !own.eq_ignore_ascii_case(name) {
            return None;
        }
        let content = plain(element.attr("content")?);
        Some(content.trim().to_owned()).filter(|content| !content.is_empty())
    })
}

/// Between a headline and the name of its site.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " / ", "｜", " : "];

/// A title without the site's name at its end.
fn without_site(title: &str, sites: &[String]) -> String {
    let sites: Vec<String> = sites.iter().map(|site| bare(site)).collect();
    let mut title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = |title: &str| {
        SEPARATORS.iter().find_map(|separator| {
            // A name may have the separator within.
            title.match_indices(separator).find_map(|(at, _)| {
                let site = bare(title.get(at + separator.len()..)?);
                (at > 0 && sites.contains(&site)).then(|| title.get(..at).map(str::to_owned))?
            })
        })
    };
    while let Some(mut shorter) = cut(&title) {
        shorter.truncate(shorter.trim_end().len());
        title = shorter;
    }
    title
}

/// The title of a page without what stands after a bar at its end: the section, the site.
fn without_section(title: &str) -> &str {
    match title.rsplit_once(" | ") {
        Some((head, _)) if head.split_whitespace().count() >= 3 => head.trim(),
        _ => title.trim(),
    }
}

/// Hands each article among objects within objects to `take`.
fn articles(value: &Value, depth: usize, take: &mut dyn FnMut(&serde_json::Map<String, Value>)) {
    if depth > 6 {
        return;
    }
    match value {
        Value::Array(all) => all.iter().for_each(|value| articles(value, depth + 1, take)),
        Value::Object(object) => {
            let kind = |value: &Value| {
                value.as_str().is_some_and(|kind| {
                    kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
                })
            };
            let is = object
                .get("@type")
                .is_some_and(|t| t.as_array().map_or_else(|| kind(t), |all| all.iter().any(kind)));
            if is {
                take(object);
            }
            for key in ["@graph", "mainEntity", "itemListElement", "item", "hasPart"] {
                if let Some(inner) = object.get(key) {
                    articles(inner, depth + 1, take);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn of_object(object: &serde_json::Map<String, Value>, names: &HashMap<String, String>) -> Metadata {
    let words = |key: &str| object.get(key).and_then(name_of);
    // What refers to another object has that one's name.
    let resolved = |key: &str| {
        let words = words(key)?;
        Some(names.get(&words).cloned().unwrap_or(words)).filter(|words| is_name(words))
    };
    Metadata {
        title: words("headline").or_else(|| words("name")),
        publisher: resolved("publisher").or_else(|| resolved("sourceOrganization")),
        author: resolved("author").or_else(|| resolved("creator")),
        url: words("url")
            .or_else(|| words("mainEntityOfPage"))
            .filter(|url| url.starts_with("http")),
        language: words("inLanguage"),
        ..Metadata::default()
    }
}

/// A name as JSON-LD gives it: words, an object with a name, or a list of either.
fn name_of(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(text) => plain(text),
        Value::Array(all) => {
            let mut names: Vec<String> =
                all.iter().take(12).filter(|one| !one.is_array()).filter_map(name_of).collect();
            names.dedup();
            names.join(", ")
        }
        Value::Object(object) => {
            let inner = object.get("name").or(object.get("@id")).or(object.get("url"))?;
            plain(inner.as_str()?)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => return None,
    };
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// Words of JSON-LD, which some write with entities and elements in them.
fn plain(text: &str) -> String {
    if text.contains('&') || text.contains('<') { text_of(text) } else { text.to_owned() }
}
