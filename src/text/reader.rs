//! Reading a ticket: from its parts to mentions, captures and product names.

mod captures;
mod sides;
mod weigh;

use self::captures::Stated;
use super::asked::Others;
use super::context::{Context, Need};
use super::footprint::Footprint;
use super::foreign::Words;
use super::glance::Nothing;
use super::index::{PatternInfo, TextIndex};
use super::language::Votes;
use super::lean::{self, Around};
use super::mail::Zone;
use super::memory::Memory;
use super::reading::{Detail, Evidence, Mention, Rank, Reading, Status, Texts};
use super::says::SayHit;
use super::status::Decision;
use super::suggest;
use super::token::Token;
use super::view::{Cut, View};
use crate::arena::Id;
use crate::book::{Pack, RuleBook, Symptom};

/// As many words or fewer make a message that is little more than a code.
const NEARLY_ALONE: f32 = 6.0;
/// Evidence kept for one symptom.
const MAX_EVIDENCE: usize = 16;

/// Something found, before its status is known.
struct Found {
    pattern: u32,
    /// Token ranges, in order.
    ranges: Vec<(u32, u32)>,
    by: &'static str,
    score: f32,
    rank: Rank,
    /// How much it depends on the product being named.
    need: Need,
}

impl TextIndex {
    /// Reads the texts of a ticket. The memory saves work where texts are read one after the other, and changes
    /// nothing.
    ///
    /// Cost: linear in the text, whatever the number of patterns that don't match.
    pub fn read(&self, book: &RuleBook, memory: &mut Memory, asked: &Texts) -> Reading {
        self.read_views(book, memory, asked, |_, _| {})
    }

    /// The same, with what the reading rests on; none of that where the index keeps nothing for another book.
    pub fn read_for_later(
        &self,
        book: &RuleBook,
        memory: &mut Memory,
        asked: &Texts,
    ) -> (Reading, Option<Footprint>) {
        let mut footprint = None;
        let reading = self.read_views(book, memory, asked, |views, _| footprint = self.footprint(views));
        (reading, footprint)
    }

    /// What stands around each mention as the cues decided it: what there is to learn from.
    pub fn around_mentions(
        &self,
        book: &RuleBook,
        memory: &mut Memory,
        asked: &Texts,
    ) -> Vec<(Id<Symptom>, Vec<Around>)> {
        let mut around = Vec::new();
        self.read_views(book, memory, asked, |views, mentions| around = lean::around(views, mentions));
        around
    }

    fn read_views(
        &self,
        book: &RuleBook,
        memory: &mut Memory,
        asked: &Texts,
        look: impl FnOnce(&[View], &[Mention]),
    ) -> Reading {
        if asked.detail == Detail::Symptoms
            && let Some(Nothing { language }) = self.glance(memory, asked.parts)
        {
            return Reading { language, ..Reading::default() };
        }
        memory.make_room();
        let mut cuts = std::mem::take(&mut memory.cuts);
        cuts.resize_with(asked.parts.len(), Cut::default);
        for (cut, part) in cuts.iter_mut().zip(asked.parts) {
            cut.read(self, memory, part);
        }
        let language = self.language(&cuts);
        if asked.detail == Detail::Symptoms && !cuts.iter().any(|cut| self.may_show(cut, memory)) {
            memory.keep(cuts);
            return Reading { language, ..Reading::default() };
        }
        let views: Vec<View> = cuts.into_iter().map(|cut| View::of(self, cut)).collect();
        let (context, found) = self.findings(book, &views, asked.packs, asked.named);
        let mut reading = Reading { language, products: context.products(), ..Reading::default() };
        let mut evidence: Vec<(u32, Evidence)> = Vec::new();
        let backed: Vec<Id<Symptom>> = found.iter().flat_map(|found| &found.backed).copied().collect();
        for (part, (view, found)) in views.iter().zip(found).enumerate() {
            self.weigh(book, part, view, &context, found, &mut reading.captures, &mut evidence);
        }
        self.settle(&mut evidence);
        reading.mentions = self.mentions(evidence);
        let pack = |symptom| book.symptoms[symptom].pack;
        sides::leave_chance(&mut reading.mentions, &reading.products, &backed, pack);
        look(&views, &reading.mentions);
        lean::lean(&self.weights, &mut memory.weighed, book, &views, &mut reading);
        let present = |mention: &Mention| mention.status == Status::Present;
        if asked.detail == Detail::Suggestions && !reading.mentions.iter().any(present) {
            reading.suggested = suggest::nearest(self, &views, &context);
            let denied = |mention: &&Mention| mention.status == Status::Denied;
            let denied: Vec<_> =
                reading.mentions.iter().filter(denied).map(|mention| mention.symptom).collect();
            reading.suggested.retain(|suggestion| !denied.contains(&suggestion.symptom));
        }
        memory.keep(views.into_iter().map(View::into_cut).collect());
        reading
    }

    /// Everything that is found in the parts, and what the whole ticket is about.
    fn findings<'a>(
        &self,
        book: &RuleBook,
        views: &[View],
        packs: &'a [Id<Pack>],
        named: &[Id<Pack>],
    ) -> (Context<'a>, Vec<PartFound>) {
        let mut context = Context::new(packs, named);
        let names: Vec<_> = views.iter().flat_map(View::products).collect();
        context.hear(&names);
        let found: Vec<PartFound> =
            views.iter().enumerate().map(|(part, view)| self.find(book, part, view)).collect();
        for (view, found) in views.iter().zip(&found) {
            for found in found.list.iter().filter(|found| found.is_newest(view)) {
                context.show(self.patterns[found.pattern as usize].pack, found.need);
            }
        }
        (context, found)
    }

    /// What the whole ticket is about.
    pub(super) fn context_of<'a>(
        &self,
        book: &RuleBook,
        views: &[View],
        packs: &'a [Id<Pack>],
        named: &[Id<Pack>],
    ) -> Context<'a> {
        self.findings(book, views, packs, named).0
    }

    /// The language of the sender's own words; the product's messages that they quote speak for nobody, unless there is
    /// nothing else.
    fn language(&self, cuts: &[Cut]) -> Option<crate::lang::Lang> {
        cuts.iter().find_map(|cut| {
            let own = || cut.tokens.iter().enumerate().filter(|(_, token)| token.zone == Zone::Newest);
            let vote = |(at, token): (usize, &Token)| (token.kind, cut.lattice.vote(at));
            let messages = &cut.messages;
            let mut quoted = vec![false; if messages.is_empty() { 0 } else { cut.tokens.len() }];
            for hit in messages {
                quoted[hit.start as usize..hit.end as usize].fill(true);
            }
            let said = own().filter(|(at, _)| quoted.get(*at) != Some(&true));
            let votes: Votes = said.map(vote).collect();
            votes.language().or_else(|| own().map(vote).collect::<Votes>().language())
        })
    }

    /// Everything that is found in a part, whatever its status.
    pub(super) fn find(&self, book: &RuleBook, part: usize, view: &View) -> PartFound {
        let mut list = Vec::new();
        self.messages(view, &mut list);
        self.says(view, &mut list);
        self.codes(view, &mut list);
        self.symptom_regexes(view, &mut list);
        list.retain(|found| !self.patterns[found.pattern as usize].silent);
        self.yield_to_foreign(view, &mut list);
        let backed = self.keep_sides(view, &mut list);
        let stated = self.captures(book, part, view, &list);
        self.captured(book, &stated, &mut list);
        list.retain(|found| {
            let silent = self.patterns[found.pattern as usize].silent;
            !silent && view.cut.tokens[found.ranges[0].0 as usize].zone != Zone::Furniture
        });
        PartFound { list, stated, backed }
    }

    /// Words of a symptom that has codes are none of it where another code stands with them.
    fn yield_to_foreign(&self, view: &View, list: &mut Vec<Found>) {
        let digit = |byte: u8| byte.is_ascii_digit();
        if !list.is_empty() && view.cut.normal.text.bytes().any(digit) {
            list.retain(|found| {
                found.by == "code" || self.foreign(view, found.pattern, &found.ranges).is_none()
            });
        }
    }

    /// The token of a code that stands where the one of a pattern's symptom would.
    pub(super) fn foreign(&self, view: &View, pattern: u32, ranges: &[(u32, u32)]) -> Option<u32> {
        let symptom = self.patterns[pattern as usize].symptom;
        let own: Vec<&[String]> =
            self.codes.of(|code| self.patterns[code as usize].symptom == symptom).collect();
        if own.is_empty() {
            return None;
        }
        let (text, tokens) = (view.cut.normal.text.as_str(), view.cut.tokens.as_slice());
        Words { text, tokens, codes: &self.codes, own: &own }.foreign(ranges)
    }

    /// Number of the symptom that something found shows.
    fn who(&self, found: &Found) -> u32 {
        self.patterns[found.pattern as usize].symptom.index() as u32
    }

    fn others(&self, list: &[Found]) -> Others {
        Others::new(list.iter().map(|found| (found.span().0, found.span().1, self.who(found))).collect())
    }

    fn messages(&self, view: &View, found: &mut Vec<Found>) {
        for hit in &view.cut.messages {
            let message = &self.messages.list[hit.message as usize];
            let info = &self.patterns[message.pattern as usize];
            let span = (hit.start, hit.end);
            if !view.is_near(&info.around, span) || view.is_spoilt(&info.around, span) {
                continue;
            }
            let rank = if hit.verbatim { Rank::Message } else { Rank::NearMessage };
            let need = if message.is_generic() { Need::Named } else { Need::Nothing };
            found.push(Found {
                pattern: message.pattern,
                ranges: vec![span],
                by: "message",
                score: hit.score,
                rank,
                need,
            });
        }
    }

    fn says(&self, view: &View, found: &mut Vec<Found>) {
        let mut hits: Vec<SayHit> = Vec::new();
        self.says.find(&view.groups, &view.cut.tokens, &mut hits);
        for hit in hits {
            let info = &self.patterns[hit.pattern as usize];
            let span = (hit.ranges[0].0, hit.ranges[hit.ranges.len() - 1].1);
            if !view.is_near(&info.around, span) || view.is_spoilt(&info.around, span) {
                continue;
            }
            let need = if info.generic { Need::Named } else { Need::NoOther };
            found.push(Found {
                pattern: hit.pattern,
                ranges: hit.ranges,
                by: "say",
                score: hit.score,
                rank: Rank::Terms,
                need,
            });
        }
    }

    fn codes(&self, view: &View, found: &mut Vec<Found>) {
        let hits = &view.cut.codes;
        let alone = !hits.is_empty() && view.own_words() <= NEARLY_ALONE;
        for hit in hits {
            let info = &self.patterns[hit.pattern as usize];
            let span = (hit.start, hit.end);
            if view.is_spoilt(&info.around, span) {
                continue;
            }
            let wants = !info.around.near.is_empty();
            let neighbours = hit.bracketed || (wants && view.is_near(&info.around, span));
            let (rank, need) = if hit.distinctive {
                (Rank::Code, Need::NoOther)
            } else if neighbours {
                (Rank::Code, Need::Code)
            } else if (alone || view.cues().recurs_beside(span, &view.cut.tokens)) && !hit.read || !wants {
                (Rank::BareCode, Need::Named)
            } else {
                continue;
            };
            let score = if hit.read { 0.8 } else { 1.0 };
            found.push(Found { pattern: hit.pattern, ranges: vec![span], by: "code", score, rank, need });
        }
    }

    fn symptom_regexes(&self, view: &View, found: &mut Vec<Found>) {
        let text = view.cut.normal.text.as_str();
        for &(number, pattern) in &self.symptom_regexes {
            if !view.cut.open.has(number) {
                continue;
            }
            let info = &self.patterns[pattern as usize];
            if !view.may_count(&info.around) {
                continue;
            }
            for matched in self.regexes.find(number, text, &view.cut.open) {
                let Some(span) = view.tokens_in(matched.range) else { continue };
                if view.is_near(&info.around, span) && !view.is_spoilt(&info.around, span) {
                    let (rank, need) = (Rank::Code, Need::NoOther);
                    found.push(Found { pattern, ranges: vec![span], by: "regex", score: 1.0, rank, need });
                }
            }
        }
    }

    /// Joins the evidence of each symptom and lets the newest message decide.
    fn mentions(&self, evidence: Vec<(u32, Evidence)>) -> Vec<Mention> {
        let mut by_symptom: Vec<(Id<crate::book::Symptom>, Evidence)> = evidence
            .into_iter()
            .map(|(pattern, evidence)| (self.patterns[pattern as usize].symptom, evidence))
            .collect();
        by_symptom.sort_by(|one, other| {
            let key =
                |evidence: &Evidence| (evidence.status, evidence.weak, std::cmp::Reverse(evidence.rank));
            one.0
                .cmp(&other.0)
                .then(key(&one.1).cmp(&key(&other.1)))
                .then(other.1.score.total_cmp(&one.1.score))
                .then(one.1.part.cmp(&other.1.part))
                .then(one.1.spans.cmp(&other.1.spans))
                .then(one.1.pattern.cmp(&other.1.pattern))
        });
        let mut mentions: Vec<Mention> = Vec::new();
        for (symptom, evidence) in by_symptom {
            match mentions.last_mut().filter(|last| last.symptom == symptom) {
                Some(last) if last.evidence.len() == MAX_EVIDENCE => {}
                Some(last) => last.evidence.push(evidence),
                None => {
                    let Evidence { status, rank, weak, .. } = evidence;
                    mentions.push(Mention { symptom, status, rank, weak, evidence: vec![evidence] });
                }
            }
        }
        mentions
    }
}

/// The first decision of evidence within a span, where none of it is present. The evidence is in order and does not
/// overlap, so two look-ups find it.
fn decided_within(narrow: &[((u32, u32), Decision)], span: (u32, u32)) -> Option<Decision> {
    let from = narrow.partition_point(|(known, _)| known.1 <= span.0);
    let to = narrow.partition_point(|(known, _)| known.0 < span.1);
    let inside = narrow.get(from..to)?;
    let absent = inside.iter().all(|(_, decision)| decision.status != Status::Present);
    inside.first().filter(|_| absent).map(|(_, decision)| *decision)
}

/// What was found in one part.
pub(super) struct PartFound {
    list: Vec<Found>,
    stated: Vec<Stated>,
    /// Symptoms that more findings showed than are in the list.
    backed: Vec<Id<Symptom>>,
}

impl PartFound {
    /// Numbers of the patterns that found something.
    pub(super) fn patterns(self) -> impl Iterator<Item = u32> {
        self.list.into_iter().map(|found| found.pattern)
    }
}

impl Found {
    fn is_newest(&self, view: &View) -> bool {
        view.cut.tokens[self.ranges[0].0 as usize].zone == Zone::Newest
    }

    fn span(&self) -> (u32, u32) {
        (self.ranges[0].0, self.ranges[self.ranges.len() - 1].1)
    }

    fn evidence(
        &self,
        part: usize,
        view: &View,
        info: &PatternInfo,
        weak: bool,
        decision: Decision,
    ) -> Evidence {
        Evidence {
            part,
            spans: self.ranges.iter().map(|range| view.original(*range)).collect(),
            marks: self.ranges.iter().map(|range| view.original(view.whole_words(*range))).collect(),
            by: self.by,
            pattern: Some(info.index),
            score: f64::from((self.score * 1000.0).round()) / 1000.0,
            rank: self.rank,
            weak,
            status: decision.status,
            cue: decision.cue.map(|cue| view.original(cue)),
            leans: false,
        }
    }
}
