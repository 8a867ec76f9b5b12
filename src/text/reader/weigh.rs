//! What findings are worth: the status of each group of them, and the product that the ticket is about.
//!
//! In: what `find` found in a part. Out: evidence with its status, and stated facts that are admitted. Finds nothing
//! itself.

use super::super::asked::{Asked, Others};
use super::super::context::Context;
use super::super::index::TextIndex;
use super::super::reading::{Capture, Evidence, Rank, Status};
use super::super::status::Decision;
use super::super::view::View;
use super::{Found, PartFound, decided_within};
use crate::book::RuleBook;

/// What lies deeper in a regex's match than so many tokens is what somebody put between its ends.
const ENDS: u32 = 4;
/// Findings of one symptom at most so many tokens apart belong together.
const TOGETHER: u32 = 4;

impl TextIndex {
    /// Product context and status decide what the findings are worth.
    #[expect(clippy::too_many_arguments, reason = "one inner step of `read`, with its two outputs")]
    pub(super) fn weigh(
        &self,
        book: &RuleBook,
        part: usize,
        view: &View,
        context: &Context,
        found: PartFound,
        captures: &mut Vec<Capture>,
        evidence: &mut Vec<(u32, Evidence)>,
    ) {
        let others = self.others(&found.list);
        // What was decided of a symptom's evidence within single sentences: wider evidence around it says the same.
        let mut narrow: Vec<((u32, u32), Decision)> = Vec::new();
        let mut before = None;
        for (who, members) in self.clusters(view, &found.list) {
            if before.replace(who) != Some(who) {
                narrow.clear();
            }
            let question = self.patterns[found.list[members[0]].pattern as usize].question;
            let symptom = OfSymptom { index: self, view, list: &found.list, others: &others, who, question };
            let Some((span, mut decision)) = symptom.decide(&members) else { continue };
            if view.same_sentence_tokens(span.0, span.1 - 1) {
                narrow.push((span, decision));
            } else if decision.status == Status::Present {
                decision = decided_within(&narrow, span)
                    .or_else(|| symptom.decide_start(&members))
                    .unwrap_or(decision);
            }
            for found in members.iter().map(|at| &found.list[*at]) {
                let info = &self.patterns[found.pattern as usize];
                if let Some(weak) = context.judge(info.pack, found.need) {
                    evidence.push((found.pattern, found.evidence(part, view, info, weak, decision)));
                }
            }
        }
        let admitted =
            found.stated.into_iter().filter(|stated| context.admits(book.facts[stated.capture.fact].pack));
        captures.extend(admitted.filter(|stated| stated.present).map(|stated| stated.capture));
    }

    /// Findings of one symptom that stand together in one sentence have one status: for each such group, the
    /// symptom and the positions in the list.
    fn clusters(&self, view: &View, list: &[Found]) -> Vec<(u32, Vec<usize>)> {
        let crosses = |span: (u32, u32)| !view.same_sentence_tokens(span.0, span.1 - 1);
        let mut order: Vec<usize> = (0..list.len()).collect();
        order.sort_by_key(|at| (self.who(&list[*at]), crosses(list[*at].span()), list[*at].span()));
        let mut clusters: Vec<(u32, Vec<usize>)> = Vec::new();
        let mut end = 0;
        for at in order {
            let (who, span) = (self.who(&list[at]), list[at].span());
            let joins = clusters.last().is_some_and(|(other, _)| {
                *other == who
                    && !crosses(span)
                    && span.0 < end + TOGETHER
                    && !view.cues().turns_between(end, span.0)
                    && view.same_sentence_tokens(span.0, end - 1)
            });
            match clusters.last_mut() {
                Some((_, members)) if joins => {
                    members.push(at);
                    end = end.max(span.1);
                }
                _ => {
                    clusters.push((who, vec![at]));
                    end = span.1;
                }
            }
        }
        clusters
    }
}

/// The findings of one symptom in a part.
struct OfSymptom<'a> {
    index: &'a TextIndex,
    view: &'a View,
    /// Those of all symptoms; a group of the symptom's own comes as places in it.
    list: &'a [Found],
    others: &'a Others,
    who: u32,
    question: bool,
}

impl OfSymptom<'_> {
    /// The span of a group of findings, and what is decided of it.
    ///
    /// A "do not see" right before what the product shows denies that, although terms may hold it too.
    fn decide(&self, members: &[usize]) -> Option<((u32, u32), Decision)> {
        let quotes = |at: &usize| self.list[*at].by != "say";
        let quoted = members.iter().filter(|at| quotes(at)).count();
        let (span, decision) = self.decide_all(members, quoted == members.len())?;
        let mixed = quoted > 0 && quoted < members.len() && !self.view.cues().list.is_empty();
        if mixed && decision.status == Status::Present {
            let shown: Vec<usize> = members.iter().copied().filter(quotes).collect();
            let (of, shown) = self.decide_all(&shown, true)?;
            if shown.negates && shown.cue.is_some_and(|cue| cue.1 == of.0) {
                return Some((span, shown));
            }
        }
        Some((span, decision))
    }

    /// What is decided of evidence that goes on in the next sentence, where the first one is done with it: "The banner
    /// is gone, good. Every click on redeem …".
    fn decide_start(&self, members: &[usize]) -> Option<Decision> {
        let [member] = members else { return None };
        let (tokens, all) = (&self.view.cut.tokens, &self.list[*member].ranges);
        let sentence = tokens[all.first()?.0 as usize].sentence;
        // "The request was accepted. But what becomes of the coupons?"
        let (begins, ends) = (all.first()?.1, all.last()?.0);
        let asked = tokens[ends as usize].sentence;
        let cues = self.view.cues();
        if asked != sentence && cues.is_question(asked) && !cues.turns_between(begins, ends) {
            return None;
        }
        let of_it = |at: u32| tokens[at as usize].sentence == sentence;
        let ranges: Vec<(u32, u32)> = all.iter().copied().filter(|range| of_it(range.0)).collect();
        let quotes = self.list[*member].by != "say";
        let findings = [ranges.as_slice()];
        let asked = Asked::new(&findings, Vec::new(), quotes, self.who)?.of_question(self.question);
        let decision = self.view.cues().decide(&asked, tokens, self.others);
        let there = decision.cue.is_some_and(|cue| of_it(cue.0));
        (there && decision.status != Status::Present).then_some(decision)
    }

    fn decide_all(&self, members: &[usize], quotes: bool) -> Option<((u32, u32), Decision)> {
        let findings: Vec<&[(u32, u32)]> =
            members.iter().map(|at| self.list[*at].ranges.as_slice()).collect();
        let mut loose: Vec<u32> = Vec::new();
        for found in members.iter().map(|at| &self.list[*at]) {
            if found.rank == Rank::NearMessage && !self.view.cues().list.is_empty() {
                let (lexicon, lattice) = (&self.index.lexicon, &self.view.cut.lattice);
                self.index.messages.loose(found.pattern, lexicon, lattice, found.span(), &mut loose);
            }
        }
        let wide = members.iter().map(|at| &self.list[*at]).filter(|found| found.by == "regex");
        loose.extend(wide.flat_map(|found| found.span().0 + ENDS..found.span().1.saturating_sub(ENDS)));
        let asked = Asked::new(&findings, loose, quotes, self.who)?.of_question(self.question);
        Some((asked.span(), self.view.cues().decide(&asked, &self.view.cut.tokens, self.others)))
    }
}
