//! Numbers in texts, marked `[[…]]`, and every number that can be spelled.

use super::*;
use proptest::prelude::*;

/// The marked numbers are found, in order, with these values, and no others; lone ones aside.
fn check(marked: &str, values: &[Numeral]) {
    let body = marked.replace("[[", "").replace("]]", "");
    let wanted: Vec<&str> =
        marked.split("[[").skip(1).map(|part| part.split("]]").next().unwrap()).collect();
    let found: Vec<_> = numbers(&body).into_iter().filter(|m| !m.article_like).collect();
    let words: Vec<_> = found.iter().map(|m| m.range.slice(&body).unwrap()).collect();
    assert_eq!(words, wanted, "{marked}");
    let read: Vec<_> = found.into_iter().map(|m| m.value).collect();
    assert_eq!(read, values, "{marked}");
}

fn exact(marked: &str, values: &[u64]) {
    check(marked, &values.iter().map(|n| Numeral::Exact(*n)).collect::<Vec<_>>());
}

fn about(marked: &str, n: u64) {
    check(marked, &[Numeral::Approximate(n)]);
}

fn vague(marked: &str, word: &str) {
    assert!(crate::text::VAGUE_WORDS.contains(&word), "{word}");
    check(marked, &[Numeral::Vague(VagueWord { word: word.to_owned() })]);
}

#[test]
fn digits_and_their_separators() {
    exact("[[23]] soldiers and [[17]] more, then [[5]].", &[23, 17, 5]);
    exact("[[1,500]] troops, [[1.500]] troops, [[12 345 678]]", &[1500, 1500, 12_345_678]);
    exact("[[1\u{a0}500]] / [[1\u{2009}500]] / [[1\u{202f}500]] hommes", &[1500; 3]);
    exact("In [[2019]], [[300]] died; in [[2020]] [[300]] died", &[2019, 300, 2020, 300]);
    exact("[[2,019]] dead", &[2019]);
}

#[test]
fn arabic_digits() {
    exact("قتل [[٢٣]] جنديا و[[۱۷]] آخرون", &[23, 17]);
}

#[test]
fn ranges_are_two_numbers() {
    exact("[[20]]-[[30]] dead, [[20]]–[[30]] hurt", &[20, 30, 20, 30]);
}

#[test]
fn digits_that_are_no_counts() {
    exact("3.5 km, 7.62mm, 3,5 km, 1,500.75 dollars, 30%, 30 %, 5kg, 10h30, 10:30, 3pm", &[]);
    exact("2024-03-20, 10/12/2019, 10.12.2019, 20th, 1er, 2ème, AK-47, A320, COVID-19, 1990s", &[]);
}

#[test]
fn scales() {
    exact("[[two million]] [[three million]], a multiple rocket launcher", &[2_000_000, 3_000_000]);
    exact(
        "[[1.5 million]] and [[two million]] and [[12 thousand]]",
        &[1_500_000, 2_000_000, 12_000],
    );
    exact("[[1,5 million]] de personnes, [[2 millions]] d'autres", &[1_500_000, 2_000_000]);
    exact("[[3 dozen]] and [[half a million]]", &[36, 500_000]);
}

#[test]
fn english_words() {
    exact("[[Twelve]] soldiers and [[one hundred and twenty-three]] others", &[12, 123]);
    exact("[[a hundred]] or [[a thousand]] or [[twelve hundred]]", &[100, 1000, 1200]);
    exact(
        "[[a dozen]], [[half a dozen]], [[half-dozen]], [[two dozen]], [[a couple]]",
        &[12, 6, 6, 24, 2],
    );
    exact("[[two thousand and three]] fled, [[seven]] [[three]]-year-olds stayed", &[2003, 7, 3]);
    exact("his twenty-first birthday, a thousandth, the second man, no one's, the UN", &[]);
    about("[[a score]] of men", 20);
    about("some [[dozen]] men", 12);
}

#[test]
fn french_words() {
    exact("[[soixante-dix]] soldats et [[soixante et onze]] civils", &[70, 71]);
    exact(
        "[[quatre-vingts]], [[quatre-vingt-dix-sept]], [[septante]], [[huitante]]",
        &[80, 97, 70, 80],
    );
    exact(
        "[[mille deux cents]] hommes, [[vingt-et-un]], [[deux cent mille]]",
        &[1200, 21, 200_000],
    );
    exact("[[seize]] morts et [[sept]] blessés", &[16, 7]);
    exact("the rebels seize the town, and [[30]] per cent of it", &[30]);
    exact("[[trente]] pour cent des soldats", &[30]);
    about("[[une trentaine]] de morts", 30);
    about("près d'[[une demi-douzaine]] de civils", 6);
    about("[[un millier]] de personnes", 1000);
    about("[[deux centaines]] de soldats", 200);
    about("[[une centaine de milliers]] de déplacés", 100_000);
    exact("il est en quarantaine depuis une semaine", &[]);
}

#[test]
fn lone_ones_are_marked() {
    let one = |text: &str| numbers(text).first().map(|m| (m.value.number(), m.article_like));
    assert_eq!(one("one soldier"), Some((Some(1), true)));
    assert_eq!(one("un soldat"), Some((Some(1), true)));
    assert_eq!(one("twenty-one soldiers"), Some((Some(21), false)));
    assert_eq!(one("The UN and no one else"), None);
}

#[test]
fn vague_words() {
    vague("[[several hundred]] people", "several hundred");
    vague("[[dozens]] of people", "dozens");
    vague("[[tens of thousands]] of people", "tens of thousands");
    vague("[[hundreds of thousands]] fled", "hundreds of thousands");
    vague("[[a few]] died", "few");
    vague("[[a few dozen]] died", "few dozen");
    vague("[[a large number]] of terrorists", "large number");
    vague("[[Scores]] were killed", "scores");
    vague("[[many]] died", "many");
    vague("des [[dizaines]] de morts", "tens");
    vague("[[plusieurs centaines]] de morts", "several hundred");
    vague("[[quelques]] blessés", "few");
    vague("[[dizaines de milliers]] de personnes", "tens of thousands");
    vague("de [[nombreux]] blessés", "many");
    vague("[[un grand nombre]] de civils", "large number");
    exact("as many as [[30]] died; how many is not known; she scores", &[30]);
    exact("quelques [[200]] soldats", &[200]);
}

/// The English words of a number below a million.
fn english(n: u64) -> String {
    let words = "zero one two three four five six seven eight nine ten eleven twelve thirteen \
                 fourteen fifteen sixteen seventeen eighteen nineteen";
    let tens = "- - twenty thirty forty fifty sixty seventy eighty ninety";
    let word = |list: &str, n: u64| list.split_whitespace().nth(n as usize).unwrap().to_owned();
    match n {
        0..=19 => word(words, n),
        20..=99 if n.is_multiple_of(10) => word(tens, n / 10),
        20..=99 => format!("{}-{}", word(tens, n / 10), word(words, n % 10)),
        100..=999 if n.is_multiple_of(100) => format!("{} hundred", english(n / 100)),
        100..=999 => format!("{} hundred and {}", english(n / 100), english(n % 100)),
        _ if n.is_multiple_of(1000) => format!("{} thousand", english(n / 1000)),
        _ if n % 1000 < 100 => format!("{} thousand and {}", english(n / 1000), english(n % 1000)),
        _ => format!("{} thousand {}", english(n / 1000), english(n % 1000)),
    }
}

/// The French words of a number below a million, in France.
fn french(n: u64) -> String {
    let words = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze \
                 quinze seize dix-sept dix-huit dix-neuf";
    let tens = "- - vingt trente quarante cinquante soixante";
    let word = |list: &str, n: u64| list.split_whitespace().nth(n as usize).unwrap().to_owned();
    match n {
        0..=19 => word(words, n),
        71 => "soixante et onze".to_owned(),
        70..=79 => format!("soixante-{}", french(n - 60)),
        80 => "quatre-vingts".to_owned(),
        81..=99 => format!("quatre-vingt-{}", french(n - 80)),
        20..=69 if n.is_multiple_of(10) => word(tens, n / 10),
        20..=69 if n % 10 == 1 => format!("{} et un", word(tens, n / 10)),
        20..=69 => format!("{}-{}", word(tens, n / 10), word(words, n % 10)),
        100 => "cent".to_owned(),
        101..=199 => format!("cent {}", french(n - 100)),
        200..=999 if n.is_multiple_of(100) => format!("{} cents", french(n / 100)),
        200..=999 => format!("{} cent {}", french(n / 100), french(n % 100)),
        1000 => "mille".to_owned(),
        1001..=1999 => format!("mille {}", french(n - 1000)),
        _ if n.is_multiple_of(1000) => {
            format!(
                "{} mille",
                french(n / 1000).replace("cents", "cent").replace("vingts", "vingt")
            )
        }
        _ => {
            let thousands = french(n / 1000).replace("cents", "cent").replace("vingts", "vingt");
            format!("{thousands} mille {}", french(n % 1000))
        }
    }
}

fn reads_back(n: u64, words: &str) {
    let found = numbers(words);
    assert_eq!(found.len(), 1, "{words}: {found:?}");
    assert_eq!(found[0].value, Numeral::Exact(n), "{words}");
    assert_eq!(found[0].range.as_range(), 0..words.len(), "{words}");
}

#[test]
fn every_number_below_two_thousand_reads_back() {
    for n in 0..2000 {
        reads_back(n, &english(n));
        reads_back(n, &french(n));
    }
}

proptest! {
    #[test]
    fn every_number_below_a_million_reads_back(n in 0u64..1_000_000) {
        reads_back(n, &english(n));
        reads_back(n, &french(n));
        reads_back(n, &french(n).replace(' ', "-"));
        reads_back(n, &n.to_string());
    }

    #[test]
    fn any_text_is_survived(text in "([0-9]{1,4}|[.,:/%' -]|cent|mille|and|a|half|dozen|une|\\PC){0,30}") {
        let mut end = 0;
        for mention in numbers(&text) {
            prop_assert!(mention.range.start() >= end && !mention.range.is_empty());
            prop_assert!(mention.range.slice(&text).is_some());
            end = mention.range.end();
        }
    }
}
