//! What stands on a page besides the body: the headline, the line below it, the captions of the
//! article's pictures.
//!
//! Programs that find the body of a page leave these out. Here they are put back where they say
//! that people were harmed, so that the figure in them can be marked; any other headline is the
//! article's title, and is shown above the text all the same.

use scraper::{ElementRef, Html as Dom};

use super::meta::each;
use super::words;
use crate::text::is_beside_report;

/// What a page says beside its body.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The headline.
    pub(super) headline: Option<String>,
    /// The line below it.
    subhead: Option<String>,
    /// Captions, each with the paragraph after which it stands; none at the top.
    captions: Vec<(Option<String>, String)>,
}

/// Among so many lines at the start of the body its headline is looked for.
const NEAR_START: usize = 5;
/// A longer line is no headline, subhead or caption.
const MOST_CHARS: usize = 400;

/// Beginnings of words that say so, and whole words, which end in `$`.
const HARM: &[&str] = &[
    // English
    "kill",
    "dead$",
    "deadly$",
    "deadliest$",
    "death",
    "dies$",
    "died",
    "dying",
    "wound",
    "injur",
    "hurt",
    "missing",
    "bodies",
    "body$",
    "victim",
    "casualt",
    "toll$",
    "slain",
    "abduct",
    "kidnap",
    "hostage",
    "displace",
    "fatal",
    "massacre",
    "murder",
    "lives$",
    "drown",
    "captured",
    "captive",
    "corpse",
    "grave$",
    "perish",
    "stabb",
    "shot$",
    "wounded",
    "behead",
    "executed$",
    "execution",
    "neutralis",
    "neutraliz",
    "maim",
    // French
    "mort$",
    "morts$",
    "morte$",
    "mortes$",
    "mortos$",
    "tué",
    "tués",
    "tuent$",
    "bless",
    "disparu",
    "victime",
    "otage",
    "enlev",
    "péri",
    "cadavre",
    "décès",
    "décéd",
    "assassin",
    "noyé",
    "exécut",
    // Spanish, Portuguese, Italian
    "muert",
    "matan$",
    "herid",
    "desaparecid",
    "asesin",
    "ferid",
    "vítima",
    "víctima",
    "secuestr",
    "sequestr",
    "uccis",
    "vittim",
    // German, Dutch, Turkish, Indonesian, Swahili, Hausa
    "tote$",
    "toten$",
    "getötet",
    "verletzt",
    "vermisst",
    "opfer$",
    "gedood",
    "doden$",
    "gewond",
    "ölü$",
    "öldü",
    "yaralı",
    "yaralan",
    "kayıp",
    "tewas",
    "terluka",
    "luka$",
    "korban$",
    "hilang$",
    "waliouawa",
    "wafu$",
    "majeruhi",
    "kashe",
    "mutu$",
    // Russian, Ukrainian
    "погиб",
    "убит",
    "убил",
    "ранен",
    "пострада",
    "жертв",
    "пропал",
    "смерт",
    "умер",
    "загин",
    "вбит",
    "поранен",
    "зник",
    "тела",
    "похищ",
    "заложник",
    // Arabic, Persian, Hebrew
    "قتل",
    "قتيل",
    "مقتل",
    "قتلى",
    "جرح",
    "جريح",
    "إصاب",
    "اصاب",
    "شهيد",
    "شهداء",
    "ضحايا",
    "ضحي",
    "مفقود",
    "وفاة",
    "کشته",
    "زخمی",
    "הרוג",
    "נהרג",
    "פצוע",
    "נפצע",
];

/// Signs that say so anywhere in a line.
const HARM_SIGNS: &[&str] = &[
    "死",
    "亡",
    "殺",
    "杀",
    "傷",
    "伤",
    "行方不明",
    "失踪",
    "犠牲",
    "遇难",
    "罹難",
    "遺体",
    "사망",
    "숨",
    "부상",
    "실종",
    "मौत",
    "मारे",
    "घायल",
    "নিহত",
    "আহত",
];

/// Whether a line says that people were harmed.
fn tells_of_harm(line: &str) -> bool {
    let lower = line.to_lowercase();
    if HARM_SIGNS.iter().any(|sign| lower.contains(sign)) {
        return true;
    }
    lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).any(|word| {
        // An article or a conjunction may be written with the word.
        let bare = word.strip_prefix("ال").or(word.strip_prefix('و')).unwrap_or(word);
        HARM.iter().any(|own| {
            let whole = own.strip_suffix('$').is_some_and(|own| word == own);
            whole || word.starts_with(own) || bare.starts_with(own)
        })
    })
}

/// Letters and digits alone, in lower case, so that dressing does not tell two lines apart.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Finds what stands beside the body. `titles` are those that the page declares, `sites` the names
/// of the site.
pub(super) fn find(dom: &Dom, titles: &[String], sites: &[String]) -> Beside {
    let sites: Vec<String> = sites.iter().map(|site| bare(site)).collect();
    let own = |element: &ElementRef<'_>| !is_elsewhere(*element);
    let heads: Vec<(ElementRef<'_>, String)> = each(dom, "h1")
        .filter(own)
        .map(|element| (element, line_of(element)))
        .filter(|(_, line)| {
            let name = bare(line);
            name.chars().count() >= 4
                && line.chars().count() <= MOST_CHARS
                && !sites.contains(&name)
        })
        .collect();
    let declared: Vec<String> = titles.iter().map(|title| bare(title)).collect();
    let agrees = |line: &str| {
        let line = bare(line);
        declared.iter().any(|title| {
            let (short, long) =
                if title.len() < line.len() { (title, &line) } else { (&line, title) };
            short.len() * 2 > long.len() && long.contains(short.as_str())
        })
    };
    let agreeing = heads.iter().position(|(_, line)| agrees(line));
    // One that says another thing than the page declares may be of another story, or the site's name.
    let alone = |(_, line): &(ElementRef<'_>, String)| match titles.first() {
        Some(title) => heads.len() == 1 && (line.len() >= title.len() || shares_word(line, titles)),
        None => true,
    };
    let chosen = agreeing.or_else(|| heads.first().filter(|head| alone(head)).map(|_| 0));
    let chosen = chosen.and_then(|at| heads.get(at));
    let Some((element, line)) = chosen else {
        return Beside { headline: titles.first().cloned(), ..Beside::default() };
    };
    Beside {
        headline: Some(line.clone()),
        subhead: subhead(*element, line),
        captions: captions(*element),
    }
}

fn shares_word(line: &str, titles: &[String]) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| word.chars().count() > 3).map(str::to_lowercase).collect()
    };
    let own = words(line);
    titles.iter().any(|title| words(title).iter().any(|word| own.contains(word)))
}

impl Beside {
    /// The body with what of these says that people were harmed and is not in it yet.
    pub(super) fn put_back(&self, body: &str) -> String {
        let whole = bare(body);
        let lacks = |line: &&String| tells_of_harm(line) && !whole.contains(&bare(line));
        let mut top: Vec<String> = Vec::new();
        let head = self.headline.as_ref().map(|line| bare(line)).unwrap_or_default();
        let mut start = body.lines().filter(|line| !line.trim().is_empty()).take(NEAR_START);
        let begins = start.any(|line| bare(line).starts_with(&head));
        if !begins {
            top.extend(self.headline.iter().filter(|line| tells_of_harm(line)).cloned());
        }
        let subhead = self.subhead.iter().filter(lacks).cloned();
        let captions: Vec<_> = self.captions.iter().filter(|(_, line)| lacks(&line)).collect();
        let said = |caption: &str| {
            let credited = is_beside_report(caption, None);
            if credited { caption.to_owned() } else { format!("Caption: {caption}") }
        };
        let first = captions.iter().filter(|(after, _)| after.is_none());
        let first: Vec<String> = first.map(|(_, caption)| said(caption)).collect();
        let mut lines: Vec<String> = Vec::new();
        let mut above: Vec<String> = top;
        if begins {
            // What belongs below the headline of the body comes after it.
            let mut below: Vec<String> = subhead.chain(first).collect();
            for line in body.split('\n') {
                let is_head =
                    !below.is_empty() && !line.trim().is_empty() && bare(line).starts_with(&head);
                lines.push(line.to_owned());
                if is_head {
                    for more in below.drain(..) {
                        lines.extend([String::new(), more]);
                    }
                }
            }
        } else {
            above.extend(subhead.chain(first));
            for line in above {
                lines.extend([line, String::new()]);
            }
            lines.extend(body.split('\n').map(str::to_owned));
        }
        // From the last on: of two below one paragraph the second comes after the first.
        for (after, caption) in captions.into_iter().rev() {
            let Some(after) = after else { continue };
            let at = lines.iter().position(|line| !line.is_empty() && bare(line) == *after);
            if let Some(at) = at {
                lines.splice(at + 1..=at, [String::new(), said(caption)]);
            }
        }
        lines.join("\n")
    }
}

/// The words of an element on one line.
fn line_of(element: ElementRef<'_>) -> String {
    words::of_element(element).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether an element stands in a part of the page that leads elsewhere.
pub(super) fn is_elsewhere(element: ElementRef<'_>) -> bool {
    let away = ["related", "recommend", "sidebar", "comments", "promo", "newsletter", "most-read"];
    element.ancestors().filter_map(ElementRef::wrap).any(|above| {
        ["nav", "footer", "aside"].contains(&above.value().name())
            || [above.value().attr("class"), above.value().attr("id")].iter().flatten().any(|own| {
                let own = own.to_ascii_lowercase();
                above.value().name() != "body"
                    && own.split(|c: char| c.is_whitespace() || c == '_').any(|name| {
                        away.iter().any(|away| name.starts_with(away) || name.ends_with(away))
                    })
            })
    })
}

/// The line right below the headline: a lesser heading, or what its class calls one.
fn subhead(headline: ElementRef<'_>, line: &str) -> Option<String> {
    const NAMES: &[&str] = &[
        "subtitle",
        "subhead",
        "sub-head",
        "sub-title",
        "standfirst",
        "dek",
        "deck",
        "lede",
        "lead",
        "excerpt",
        "strapline",
        "summary",
        "description",
        "intro",
        "chapo",
        "chapeau",
    ];
    let mut below = headline;
    for _ in 0..3 {
        let mut next = below.next_siblings().filter_map(ElementRef::wrap);
        let found = next.find(|element| !line_of(*element).is_empty());
        let Some(element) = found else {
            below = below.parent().and_then(ElementRef::wrap)?;
            continue;
        };
        let value = element.value();
        let heading = ["h2", "h3", "h4"].contains(&value.name());
        let named =
            ["class", "itemprop", "id"].iter().filter_map(|key| value.attr(key)).any(|own| {
                let own = own.to_ascii_lowercase();
                NAMES.iter().any(|name| own.contains(name))
            });
        let words = line_of(element);
        let sane = words.chars().count() <= MOST_CHARS
            && bare(&words) != bare(line)
            && !is_beside_report(&words, None);
        return ((heading || named) && sane).then_some(words);
    }
    None
}

/// Captions of pictures among the paragraphs of the article, each with the paragraph before it.
fn captions(headline: ElementRef<'_>) -> Vec<(Option<String>, String)> {
    let mut found: Vec<(Option<String>, String)> = Vec::new();
    let mut waiting: Vec<(Option<String>, String)> = Vec::new();
    let mut before: Option<String> = None;
    let root = headline.ancestors().filter_map(ElementRef::wrap).find(|above| {
        // The element that holds the headline and paragraphs.
        above.value().name() == "body" || each_in(*above, "p").take(2).count() == 2
    });
    let Some(root) = root else { return found };
    let mut begun = false;
    for element in each_in(root, "h1, p, li, blockquote, figcaption, .wp-caption-text") {
        begun |= element == headline;
        if !begun || is_elsewhere(element) {
            continue;
        }
        let value = element.value();
        let caption = value.name() == "figcaption"
            || value.attr("class").is_some_and(|class| class.contains("wp-caption-text"));
        let line = line_of(element);
        if caption {
            let sane = (8..=MOST_CHARS).contains(&line.chars().count());
            if sane && !found.iter().chain(&waiting).any(|(_, own)| *own == line) {
                waiting.push((before.clone(), line));
            }
        } else if element != headline && line.chars().count() > 40 {
            // What no paragraph follows belongs to what is below the article.
            found.append(&mut waiting);
            before = Some(bare(&line));
        }
    }
    // A picture at the end of the article itself is still of it.
    let article = headline.ancestors().filter_map(ElementRef::wrap);
    if article.take(8).any(|above| above.value().name() == "article" && above == root) {
        found.append(&mut waiting);
    }
    found
}

fn each_in<'a>(element: ElementRef<'a>, selector: &str) -> impl Iterator<Item = ElementRef<'a>> {
    let found: Vec<_> = scraper::Selector::parse(selector)
        .map(|selector| element.select(&selector).collect())
        .unwrap_or_default();
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::page;
    use super::tells_of_harm;
    use crate::text::{BlockHints, BlockKind, blocks_with, paragraphs};

    const BODY: &str = "<p>Four people were hurt on Monday when a wall fell in the old market of the \
        town, where traders had complained of it since the spring, doctors said in the evening.</p>\
        <p>The mayor came in the evening and spoke to them for the better part of an hour, and then \
        he went to the hospital at the edge of the town.</p>";

    fn read(html: &str) -> (Vec<(BlockKind, String)>, Option<String>) {
        let page = page(html).unwrap();
        let hints = BlockHints { title: page.metadata.title.as_deref(), ..BlockHints::default() };
        let blocks = blocks_with(&page.text, &paragraphs(&page.text), hints);
        let line =
            |b: &crate::text::Block| b.range.slice(&page.text).unwrap_or_default().to_owned();
        (blocks.iter().map(|b| (b.kind, line(b))).collect(), page.metadata.title)
    }

    #[test]
    fn headline_subhead_and_caption_can_be_marked() {
        let pages = [
            format!(
                "<title>Wall hurts four - The Ledger</title><header><h1>Wall hurts four</h1>\
                <h2>A child is missing</h2></header><article>{BODY}</article>"
            ),
            format!(
                "<title>The Ledger</title><div class=t><h1>Wall hurts four</h1></div>\
                <div class=lead><p>A child is missing</p></div><div class=body>{BODY}</div>"
            ),
        ];
        for html in &pages {
            let (blocks, title) = read(html);
            assert_eq!(title.as_deref(), Some("Wall hurts four"));
            assert_eq!(blocks[0], (BlockKind::Headline, "Wall hurts four".to_owned()), "{html}");
            assert_eq!(blocks[1].1, "A child is missing", "{html}");
            assert!(blocks[2].1.starts_with("Four people") && blocks.len() == 4, "{blocks:?}");
        }
        let (blocks, _) = read(&format!(
            "<article><h1>Wall hurts four</h1><figure><img src=a.jpg><figcaption>Two of the wounded \
             in the market.</figcaption></figure>{BODY}</article><aside><figure><figcaption>Nine dead \
             in a flood.</figcaption></figure></aside>"
        ));
        let captions: Vec<_> = blocks.iter().filter(|b| b.0 == BlockKind::Caption).collect();
        assert_eq!(captions.len(), 1, "{blocks:?}");
        assert_eq!(captions[0].1, "Caption: Two of the wounded in the market.");
        assert_eq!(blocks[0].0, BlockKind::Headline);
    }

    #[test]
    fn what_harms_nobody_is_the_title_alone() {
        let (blocks, title) =
            read(&format!("<title>x</title><h1>Market is rebuilt</h1><article>{BODY}</article>"));
        assert_eq!(title.as_deref(), Some("Market is rebuilt"));
        assert!(blocks[0].1.starts_with("Four people"), "{blocks:?}");
        for (line, harm) in [
            ("Shelling kills 12 in the market", true),
            ("ガザで空爆、12人死亡", true),
            ("Девять человек погибли на рынке", true),
            ("مقتل تسعة أشخاص في حريق", true),
            ("Neuf morts au marché", true),
            ("A new diet for the town", false),
            ("Market opens on Tuesday", false),
        ] {
            assert_eq!(tells_of_harm(line), harm, "{line}");
        }
    }
}
