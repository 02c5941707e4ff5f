//! Aligns the lines of two texts: blocks that differ, with equal lines between them.
//!
//! Lines that are unique on both sides anchor the comparison (patience). The stretches between anchors go to Myers'
//! algorithm as long as the budget lasts. After that, equal lines are paired by their count from the top, which costs
//! O(n log n) for any text.
//!
//! Must stay true: work is O(n log n) plus [`BUDGET`], for any input.

use std::ops::Range;

use super::Block;
use crate::matching::longest_rising;

/// The budget of one comparison for Myers' algorithm. A call costs the square of its number of lines.
const BUDGET: usize = 24_000_000;
/// The number of rounds that search the gaps between anchors for further anchors.
const ANCHOR_ROUNDS: usize = 8;
/// The number of rounds after that, which search the gaps between lines paired by count.
const COUNT_ROUNDS: usize = 3;
/// The number of equal lines over which a block may slide.
const SLIDE: usize = 400;

const NONE: usize = usize::MAX;

/// The stretches in which two sequences differ, from the front.
pub(super) fn blocks(old: &[u32], new: &[u32]) -> Vec<Block> {
    let distinct = old.iter().chain(new).max().map_or(0, |highest| *highest as usize + 1);
    let mut aligner = Aligner {
        old,
        new,
        partner: vec![NONE; old.len()],
        old_seen: vec![Seen::default(); distinct],
        new_seen: vec![Seen::default(); distinct],
        budget: BUDGET,
    };
    aligner.align(0..old.len(), 0..new.len(), 0);

    let mut blocks = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let mut close = |old_at: usize, old_end: usize, new_at: usize, new_end: usize| {
        if old_at < old_end || new_at < new_end {
            blocks.push(Block { old: old_at..old_end, new: new_at..new_end });
        }
    };
    for (at, partner) in aligner.partner.iter().enumerate().filter(|(_, partner)| **partner != NONE) {
        close(old_at, at, new_at, *partner);
        (old_at, new_at) = (at + 1, partner + 1);
    }
    close(old_at, old.len(), new_at, new.len());
    blocks
}

/// The occurrences of a line in the current stretch.
#[derive(Clone, Copy, Default)]
struct Seen {
    count: usize,
    last: usize,
}

struct Aligner<'a> {
    old: &'a [u32],
    new: &'a [u32],
    /// For each old line, its new line.
    partner: Vec<usize>,
    old_seen: Vec<Seen>,
    new_seen: Vec<Seen>,
    budget: usize,
}

impl Aligner<'_> {
    fn align(&mut self, mut old: Range<usize>, mut new: Range<usize>, round: usize) {
        while !old.is_empty() && !new.is_empty() && self.old[old.start] == self.new[new.start] {
            self.partner[old.start] = new.start;
            old.start += 1;
            new.start += 1;
        }
        while !old.is_empty() && !new.is_empty() && self.old[old.end - 1] == self.new[new.end - 1] {
            old.end -= 1;
            new.end -= 1;
            self.partner[old.end] = new.end;
        }
        if old.is_empty() || new.is_empty() || round >= ANCHOR_ROUNDS + COUNT_ROUNDS {
            return;
        }
        let mut anchors = Vec::new();
        if round < ANCHOR_ROUNDS {
            anchors = self.unique_anchors(&old, &new);
        }
        let mut next = round + 1;
        if anchors.is_empty() {
            if self.myers(&old, &new) {
                return;
            }
            anchors = self.anchors_by_count(&old, &new);
            if anchors.is_empty() {
                return;
            }
            next = next.max(ANCHOR_ROUNDS);
        }
        let (mut old_at, mut new_at) = (old.start, new.start);
        for (old_anchor, new_anchor) in anchors {
            self.partner[old_anchor] = new_anchor;
            self.align(old_at..old_anchor, new_at..new_anchor, next);
            (old_at, new_at) = (old_anchor + 1, new_anchor + 1);
        }
        self.align(old_at..old.end, new_at..new.end, next);
    }

    fn count(&mut self, old: &Range<usize>, new: &Range<usize>) {
        for (seen, lines, range) in [(&mut self.old_seen, self.old, old), (&mut self.new_seen, self.new, new)] {
            for at in range.clone() {
                let seen = &mut seen[lines[at] as usize];
                seen.count += 1;
                seen.last = at;
            }
        }
    }

    fn forget(&mut self, old: &Range<usize>, new: &Range<usize>) {
        for seen in [&mut self.old_seen, &mut self.new_seen] {
            for line in self.old[old.clone()].iter().chain(&self.new[new.clone()]) {
                seen[*line as usize] = Seen::default();
            }
        }
    }

    /// The longest run, in both orders, of lines that occur once on either side.
    fn unique_anchors(&mut self, old: &Range<usize>, new: &Range<usize>) -> Vec<(usize, usize)> {
        self.count(old, new);
        let mut pairs = Vec::new();
        for at in old.clone() {
            let line = self.old[at] as usize;
            if self.old_seen[line].count == 1 && self.new_seen[line].count == 1 {
                pairs.push((at, self.new_seen[line].last));
            }
        }
        self.forget(old, new);
        longest_rising(&pairs)
    }

    /// The longest run, in both orders, of lines paired first with first, second with second, and so on.
    fn anchors_by_count(&mut self, old: &Range<usize>, new: &Range<usize>) -> Vec<(usize, usize)> {
        let mut places: Vec<(u32, usize)> = new.clone().map(|at| (self.new[at], at)).collect();
        places.sort_unstable();
        for at in (0..places.len()).rev() {
            self.new_seen[places[at].0 as usize] = Seen { count: 1, last: at };
        }
        let mut pairs = Vec::new();
        for at in old.clone() {
            let line = self.old[at];
            let seen = &mut self.new_seen[line as usize];
            if seen.count == 1 && places.get(seen.last).is_some_and(|(place, _)| *place == line) {
                pairs.push((at, places[seen.last].1));
                seen.last += 1;
            }
        }
        self.forget(old, new);
        longest_rising(&pairs)
    }

    /// Compares exactly, if the budget allows, after leaving out lines that only one side has. Returns whether it did.
    fn myers(&mut self, old: &Range<usize>, new: &Range<usize>) -> bool {
        self.count(old, new);
        let old_places: Vec<usize> = old.clone().filter(|at| self.new_seen[self.old[*at] as usize].count > 0).collect();
        let new_places: Vec<usize> = new.clone().filter(|at| self.old_seen[self.new[*at] as usize].count > 0).collect();
        self.forget(old, new);
        let cost = (old_places.len() + new_places.len()).saturating_pow(2);
        if cost > self.budget {
            return false;
        }
        self.budget -= cost;
        let old_common: Vec<u32> = old_places.iter().map(|at| self.old[*at]).collect();
        let new_common: Vec<u32> = new_places.iter().map(|at| self.new[*at]).collect();
        for op in similar::capture_diff_slices(similar::Algorithm::Myers, &old_common, &new_common) {
            if let similar::DiffOp::Equal { old_index, new_index, len } = op {
                for offset in 0..len {
                    self.partner[old_places[old_index + offset]] = new_places[new_index + offset];
                }
            }
        }
        true
    }
}

/// Slides blocks that only add or only remove to their natural start: the least indented line, and among these the
/// start of a list item.
pub(super) fn settle(blocks: &mut [Block], old: &[&str], new: &[&str]) {
    for at in 0..blocks.len() {
        let lower = at.checked_sub(1).map_or((0, 0), |before| (blocks[before].old.end, blocks[before].new.end));
        let upper = blocks.get(at + 1).map_or((old.len(), new.len()), |after| (after.old.start, after.new.start));
        let block = &mut blocks[at];
        let (lines, range, low, high) = if block.old.is_empty() {
            (new, block.new.clone(), lower.1, upper.1)
        } else if block.new.is_empty() {
            (old, block.old.clone(), lower.0, upper.0)
        } else {
            continue;
        };
        let up = (1..=SLIDE.min(range.start - low))
            .take_while(|by| lines[range.start - by] == lines[range.end - by])
            .count();
        let down =
            (0..SLIDE.min(high - range.end)).take_while(|by| lines[range.start + by] == lines[range.end + by]).count();
        // At least one line stays between two blocks, or they would merge.
        let up = if up > 0 && at > 0 && range.start - up == low { up - 1 } else { up };
        let down = if down > 0 && high < lines.len() && range.end + down == high { down - 1 } else { down };
        let best = (range.start - up..=range.start + down).min_by_key(|start| {
            let first = lines[*start];
            let text = first.trim_start();
            (first.len() - text.len(), !text.starts_with("- "), start.abs_diff(range.start))
        });
        if let Some(start) = best {
            let (from, to) = (range.start, start);
            let shift = |range: &Range<usize>| range.start + to - from..range.end + to - from;
            (block.old, block.new) = (shift(&block.old), shift(&block.new));
        }
    }
}
