//! Which field is what, where none has a name that is known: by the words in its name and by what it holds.
//!
//! Goes in: what the beginning of an input shows. Comes out: the number of a field, or none where that would be a
//! mere guess. What was found is told to the user like every other mapping, so a wrong one is seen.

use super::csv::Dialect;
use super::dates::{self, DateFormat};
use super::fields::{FieldTexts, Fields, Row};
use super::mapping::Source;
use super::path::{Members, Path};
use super::reason::Reason;
use super::recognise::Shape;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Words in the name of a field that holds what the customer wrote.
const TEXT: [&str; 26] = [
    "description",
    "body",
    "message",
    "content",
    "comment",
    "details",
    "text",
    "issue",
    "problem",
    "question",
    "complaint",
    "enquiry",
    "inquiry",
    "deskripsi",
    "keluhan",
    "pesan",
    "isi",
    "masalah",
    "permasalahan",
    "kendala",
    "pertanyaan",
    "描述",
    "内容",
    "正文",
    "问题",
    "反馈",
];
/// Words in the name of a field that says when a ticket came in.
const CREATED: [&str; 23] = [
    "created",
    "opened",
    "submitted",
    "received",
    "requested",
    "reported",
    "date",
    "tanggal",
    "tgl",
    "waktu",
    "dibuat",
    "masuk",
    "dibuka",
    "diterima",
    "创建",
    "提交",
    "打开",
    "受理",
    "日期",
    "时间",
    "建立",
    "报告",
    "登记",
];
/// Words in the name of a field that tells tickets apart.
const ID: [&str; 14] = [
    "id", "no", "nr", "number", "nomor", "key", "ref", "kode", "ticket", "tiket", "case", "编号", "单号",
    "号码",
];
/// Words that make the day another one than that on which the ticket came in.
const LATER: [&str; 21] = [
    "closed",
    "resolved",
    "updated",
    "modified",
    "due",
    "last",
    "solved",
    "completed",
    "selesai",
    "ditutup",
    "diperbarui",
    "terakhir",
    "tenggat",
    "关闭",
    "更新",
    "解决",
    "截止",
    "完成",
    "修改",
    "最后",
    "到期",
];
/// Bytes that a message has on average, at least.
const MESSAGE: usize = 12;
/// Bytes that an id has at most.
const NAME: usize = 40;

/// Fields by number with their texts in the sample.
#[derive(Debug)]
pub struct Guess<'a> {
    shape: &'a Shape,
    texts: Vec<Vec<String>>,
}

impl<'a> Guess<'a> {
    /// Reads the sample.
    pub fn new(shape: &'a Shape) -> Self {
        let mut texts = vec![Vec::new(); shape.names.len()];
        each(shape.dialect, &shape.sample, |fields| {
            for (index, texts) in texts.iter_mut().enumerate() {
                let mut found = FieldTexts::new();
                let read = source(shape, index).map(|source| fields.texts(&source, &mut found));
                if matches!(read, Some(Ok(()))) {
                    texts.extend(found.into_iter().map(|text| text.trim().to_owned()));
                }
            }
        });
        Self { shape, texts }
    }

    /// The field with the longest texts among those called like one.
    pub fn text(&self, taken: &[usize]) -> Option<usize> {
        let candidates = self.called(&TEXT, taken).filter(|index| self.mean(*index) >= MESSAGE);
        candidates.max_by_key(|index| (self.mean(*index), usize::MAX - index))
    }

    /// The first field called like the day a ticket came in whose every text is a day.
    pub fn created(&self, taken: &[usize]) -> Option<usize> {
        let day = |text: &String| {
            !matches!(dates::day(text, &DateFormat::Unknown), Err(Reason::NoDay(_) | Reason::OtherDay(..)))
        };
        let mut candidates = self.called(&CREATED, taken);
        candidates.find(|index| {
            let texts = &self.texts[*index];
            !has(&self.shape.names[*index], &LATER) && !texts.is_empty() && texts.iter().all(day)
        })
    }

    /// The first field called like an id whose texts are short, without spaces, one a record and all different.
    pub fn id(&self, taken: &[usize]) -> Option<usize> {
        let short = |text: &String| text.len() <= NAME && !text.contains(char::is_whitespace);
        let mut candidates = self.called(&ID, taken);
        candidates.find(|index| {
            let texts = &self.texts[*index];
            let all = texts.len() == self.shape.sample.len() && !texts.is_empty();
            all && texts.iter().all(short) && texts.iter().collect::<BTreeSet<_>>().len() == texts.len()
        })
    }

    /// The field with the longest texts, whatever it is called; none without a name.
    pub fn longest(&self) -> Option<usize> {
        let named = (0..self.texts.len()).filter(|index| !self.shape.names[*index].is_empty());
        named.max_by_key(|index| (self.mean(*index), usize::MAX - index))
    }

    fn called(&self, words: &'static [&'static str], taken: &[usize]) -> impl Iterator<Item = usize> {
        let free = (0..self.texts.len()).filter(|index| !taken.contains(index));
        free.filter(|index| has(&self.shape.names[*index], words))
    }

    fn mean(&self, index: usize) -> usize {
        let texts = &self.texts[index];
        texts.iter().map(String::len).sum::<usize>() / texts.len().max(1)
    }
}

/// Where the field of a number stands.
pub fn source(shape: &Shape, index: usize) -> Option<Source> {
    match shape.dialect {
        Some(_) => Some(Source::Column(index)),
        None => shape.names.get(index).and_then(|name| Path::parse(name).ok()).map(Source::Path),
    }
}

/// Shows each of these records.
pub fn each<'a>(
    dialect: Option<Dialect>,
    records: impl IntoIterator<Item = &'a Vec<u8>>,
    mut show: impl FnMut(&Fields<'_>),
) {
    let mut row = Row::default();
    for record in records {
        if let Some(dialect) = dialect {
            show(&Fields::Row(row.read(dialect, record)));
        } else {
            let text = String::from_utf8_lossy(record);
            if let Ok(members) = Members::of(text.trim()) {
                show(&Fields::Object(members));
            }
        }
    }
}

/// The place in JSON with the longest texts, items of lists left out.
pub fn longest_path(shape: &Shape) -> Option<String> {
    let mut sums: BTreeMap<String, usize> = BTreeMap::new();
    for record in &shape.sample {
        if let Ok(Value::Object(members)) = serde_json::from_slice(record) {
            weigh("", &members, &mut sums);
        }
    }
    let plausible = sums.into_iter().filter(|(path, _)| Path::parse(path).is_ok());
    plausible.max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0))).map(|(path, _)| path)
}

/// The bytes of the texts below each name. No deeper than serde_json reads.
fn weigh(above: &str, members: &serde_json::Map<String, Value>, sums: &mut BTreeMap<String, usize>) {
    for (name, value) in members.iter().filter(|(name, _)| !name.contains(['.', '['])) {
        let path = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
        match value {
            Value::String(text) => *sums.entry(path).or_default() += text.len(),
            Value::Object(inner) => weigh(&path, inner, sums),
            _ => {}
        }
    }
}

/// Whether a name has one of some words: whole between what is no letter, anywhere where it is Chinese.
fn has(name: &str, words: &[&str]) -> bool {
    let lower = name.to_lowercase();
    let mut own = lower.split(|c: char| !c.is_alphanumeric());
    words.iter().any(|word| !word.is_ascii() && lower.contains(word)) || own.any(|part| words.contains(&part))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::triage::recognise;

    /// The columns that are id, text and created.
    fn check(table: &str, expected: [Option<usize>; 3]) {
        let (_, shape) = recognise::shape(table.as_bytes());
        let guess = Guess::new(&shape);
        assert_eq!([guess.id(&[]), guess.text(&[]), guess.created(&[])], expected, "{table}");
    }

    #[test]
    fn names_are_told_by_their_words_and_what_is_there() {
        check(
            "Jenis masalah,No. Tiket,Deskripsi Masalah,Waktu Dibuat\nA,T-1,tombol lanjutkan abu-abu,2026-03-02 08.00\n",
            [Some(1), Some(2), Some(3)],
        );
        check(
            "问题类型,工单内容,更新时间,提交时间,服务单号\n积分,兑换积分时一直提示错误,2026-03-03,2026年3月2日,7\n",
            [Some(4), Some(1), Some(3)],
        );
        // A message of a word is none, a day that is none neither, and what comes twice names nothing.
        check(
            "Case no,Message type,Due date,Date of birth\n1,mail,2026-01-01,unknown\n1,mail,2026-01-01,?\n",
            [None; 3],
        );
    }
}
