//! What unmatched tickets are about: groups that one draft would find are one topic.
//!
//! Goes in: groups of alike tickets, the largest first. Comes out: fewer of them, each with the words it shares and
//! the terms of its draft; no two have the same terms. Groups go by all their words, so that one question asked in
//! two set phrases makes two of them, whose drafts say the same.

use super::draft;
use super::groups::{Groups, Open};
use super::words;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Words of a topic that are shown.
const WORDS: usize = 8;
/// Words that so many of a hundred members share tell what a topic is; where there are none, that fewer do.
const SHARES: [u64; 3] = [50, 25, 1];
/// Terms of a draft that most members of a group must have for both to be one topic; one alone may stand in any.
const TERMS: usize = 2;
/// Members of a hundred that are most.
const MOST: u64 = 60;

/// A topic.
#[derive(Debug)]
pub struct Topic {
    /// Its tickets.
    pub group: Open,
    /// The words that many of them share, the most telling first.
    pub words: Vec<String>,
    /// Those of a draft.
    pub terms: Vec<String>,
}

/// The topics of these groups, the largest first. `masked` masks a word. Cost: the groups times the topics.
pub fn topics(weights: &Groups, open: Vec<Open>, masked: impl Fn(&str) -> String) -> Vec<Topic> {
    let mut open = open;
    loop {
        let before = open.len();
        let mut topics: Vec<Topic> = Vec::new();
        for group in open {
            let topic = Topic::of(group, weights, &masked);
            match topics.iter_mut().find(|known| known.terms == topic.terms || known.covers(&topic.group)) {
                Some(known) => known.group.join(topic.group),
                None => topics.push(topic),
            }
        }
        topics.sort_by_key(|topic| Reverse(topic.group.size));
        if topics.len() == before {
            return topics;
        }
        // What joined may leave a topic other words.
        open = topics.into_iter().map(|topic| topic.group).collect();
    }
}

impl Topic {
    fn of(group: Open, weights: &Groups, masked: &impl Fn(&str) -> String) -> Self {
        let telling = |(word, count, parts): (String, u64, Vec<String>)| {
            let weight: f64 = parts.iter().map(|part| weights.weight(part)).sum();
            (weight * count as f64, word)
        };
        // A group that has drifted may have no word that half of it shares.
        let mut shares = SHARES.iter().map(|percent| phrases(&group, *percent));
        let common = shares.find(|phrases| !phrases.is_empty()).unwrap_or_default();
        let mut shared: Vec<(f64, String)> = common.into_iter().map(telling).collect();
        shared.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        let words: Vec<String> = shared.into_iter().take(WORDS).map(|(_, word)| masked(&word)).collect();
        let terms = draft::terms(&group, &words);
        Self { group, words, terms }
    }

    /// Whether most of a group have the terms of this topic, or all of them but one.
    fn covers(&self, group: &Open) -> bool {
        let has = |term: &String| {
            let parts = words::in_sentence(term);
            !parts.is_empty() && parts.iter().all(|part| group.has(part, MOST))
        };
        self.terms.iter().filter(|term| has(term)).count() >= TERMS
    }
}

/// The words that so many of a hundred members share; Chinese pairs that overlap are joined to the phrases they came from.
fn phrases(group: &Open, percent: u64) -> Vec<(String, u64, Vec<String>)> {
    let mut phrases: Vec<(String, u64, Vec<String>)> = Vec::new();
    let mut pairs: BTreeMap<&str, u64> = BTreeMap::new();
    for (word, count) in group.shared(percent) {
        if word.chars().all(words::is_han) {
            pairs.insert(word, count);
        } else {
            phrases.push((word.to_owned(), count, vec![word.to_owned()]));
        }
    }
    // Follow the examples, where the pairs stand in their order.
    for (_, text) in &group.examples {
        for run in text.split(|c: char| !words::is_han(c)).filter(|run| !run.is_empty()) {
            let run: Vec<char> = run.chars().collect();
            let mut open: Option<(String, u64, Vec<String>)> = None;
            for pair in run.windows(2) {
                let word: String = pair.iter().collect();
                match (pairs.get(word.as_str()), &mut open) {
                    (Some(count), Some((phrase, least, parts))) => {
                        phrase.extend(pair.last());
                        *least = (*least).min(*count);
                        parts.push(word);
                    }
                    (Some(count), None) => open = Some((word.clone(), *count, vec![word])),
                    (None, _) => phrases.extend(open.take()),
                }
            }
            phrases.extend(open);
        }
    }
    phrases.sort();
    phrases.dedup();
    // A phrase inside a longer one says nothing more.
    let all: Vec<String> = phrases.iter().map(|(phrase, ..)| phrase.clone()).collect();
    let inside = |phrase: &str| {
        phrase.chars().all(words::is_han) && all.iter().any(|other| other != phrase && other.contains(phrase))
    };
    phrases.retain(|(phrase, ..)| !inside(phrase));
    phrases
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tickets of which all have the words behind the bar, and a few those before it.
    fn group(size: u64, text: &str) -> Open {
        let (few, all) = text.split_once('|').expect("a bar");
        let count = |text: &str, count: u64| words::words(text).into_iter().map(move |word| (word, count));
        let words = count(few, size / 3).chain(count(all, size)).collect();
        Open { size, words, examples: vec![(size.to_string(), all.to_owned())] }
    }

    #[test]
    fn groups_with_one_draft_are_one_topic() {
        let groups = [
            group(12, "missing after training | the exam has no certificate"),
            group(10, "academy profile auditor | which certificate does the exam give"),
            group(8, "considerable damage | of the headset"),
            group(6, "上周 | 证书考试通过之后没有下载按钮"),
            group(3, "customs duty | certificate of origin"),
        ];
        let mut weights = Groups::default();
        for group in &groups {
            (0..group.size)
                .for_each(|_| weights.add(&group.examples[0].1, || (String::new(), String::new())));
        }
        let topics = topics(&weights, groups.to_vec(), str::to_owned);
        let told: Vec<(u64, usize)> =
            topics.iter().map(|topic| (topic.group.size, topic.group.examples.len())).collect();
        assert_eq!(told, [(22, 2), (8, 1), (6, 1), (3, 1)], "{topics:#?}");
        assert_eq!(topics[0].terms, ["exam", "certificate"], "{topics:#?}");
        let mut terms: Vec<&[String]> = topics.iter().map(|topic| topic.terms.as_slice()).collect();
        terms.sort_unstable();
        terms.dedup();
        assert_eq!(terms.len(), topics.len(), "two drafts are called the same");
    }
}
