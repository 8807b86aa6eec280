//! What a page declares of itself: JSON-LD, `OpenGraph`, meta elements, the canonical link.

use scraper::{Html as Dom, Selector};
use serde_json::Value;

use super::words::text_of;
use crate::import::Metadata;

/// What a page declares, and the body of the article where it declares that too.
pub(super) fn read(dom: &Dom) -> (Metadata, Option<String>) {
    let mut ld = Metadata::default();
    let mut body = None;
    for script in each(dom, "script[type=\"application/ld+json\"]") {
        let text: String = script.text().collect();
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
        let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
        articles(&value, 0, &mut |object| {
            ld = std::mem::take(&mut ld).or(of_object(object));
            let said = object.get("articleBody").and_then(Value::as_str).map(plain);
            let longer = said.filter(|said| said.len() > body.as_ref().map_or(0, String::len));
            body = longer.or(body.take());
        });
    }
    let mut metas = Metadata::default();
    let name = |names: &[&str]| names.iter().find_map(|name| meta(dom, name));
    metas.title = name(&["og:title", "twitter:title", "dc.title", "headline", "sailthru.title"]);
    metas.publisher =
        name(&["og:site_name", "application-name", "dc.publisher", "publisher", "cre"]);
    metas.author = name(&[
        "author",
        "article:author",
        "dc.creator",
        "byl",
        "sailthru.author",
        "parsely-author",
    ])
    .filter(|author| !author.starts_with("http"))
    .map(|author| author.trim_start_matches("By ").to_owned());
    metas.url = each(dom, "link[rel=\"canonical\"]")
        .next()
        .and_then(|link| link.value().attr("href"))
        .map(str::to_owned)
        .filter(|url| url.starts_with("http"))
        .or_else(|| name(&["og:url", "twitter:url"]));
    metas.language = each(dom, "html")
        .next()
        .and_then(|html| html.value().attr("lang"))
        .map(|lang| lang.trim().to_owned())
        .filter(|lang| !lang.is_empty());
    let dates = [
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "sailthru.date",
        "parsely-pub-date",
        "published_time",
        "article.published",
        "cxenseparse:recs:publishtime",
        "displaydate",
        "originalpublicationdate",
        "rnews:datepublished",
        "article:published",
    ];
    let time = || {
        let times = each(
            dom,
            "article time[datetime], time[datetime][pubdate], time[itemprop=\"datePublished\"]",
        );
        times.filter_map(|time| time.value().attr("datetime")).map(str::to_owned).next()
    };
    for date in dates.iter().filter_map(|name| meta(dom, name)).chain(time()) {
        if metas.set("published", &date).is_ok() {
            break;
        }
    }
    let mut all = ld.or(metas);
    if all.title.is_none() {
        let title: Option<String> = each(dom, "title").next().map(|t| t.text().collect());
        all.title = title.map(|title| without_site(&title, all.publisher.as_deref()));
    }
    all.title = all.title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    all.title = all.title.filter(|title| !title.is_empty());
    (all, body.filter(|body| body.len() > 200))
}

fn each<'a>(
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
fn meta(dom: &Dom, name: &str) -> Option<String> {
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

/// The title of a page without the site's name at its end.
fn without_site(title: &str, publisher: Option<&str>) -> String {
    let title = title.trim();
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » "] {
        if let Some((head, site)) = title.rsplit_once(separator) {
            let named =
                publisher.is_some_and(|publisher| publisher.eq_ignore_ascii_case(site.trim()));
            if named || (separator == " | " && head.split_whitespace().count() >= 3) {
                return head.trim().to_owned();
            }
        }
    }
    title.to_owned()
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

fn of_object(object: &serde_json::Map<String, Value>) -> Metadata {
    let words = |key: &str| object.get(key).and_then(name_of);
    let mut metadata = Metadata {
        title: words("headline").or_else(|| words("name")),
        publisher: words("publisher").or_else(|| words("sourceOrganization")),
        author: words("author").or_else(|| words("creator")),
        url: words("url")
            .or_else(|| words("mainEntityOfPage"))
            .filter(|url| url.starts_with("http")),
        language: words("inLanguage"),
        ..Metadata::default()
    };
    let date = words("datePublished").or_else(|| words("dateCreated"));
    if let Some(date) = date
        && let Err(why) = metadata.set("published", &date)
    {
        log::debug!("web page: {why}");
    }
    metadata
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
