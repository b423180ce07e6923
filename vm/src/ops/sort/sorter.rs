//! The sort of CPython as a machine that asks for one comparison after another, so that a comparison can be user code.
//!
//! The algorithm is timsort (Tim Peters) with the merging policy of powersort (Munro and Wild, "Nearly-optimal mergesorts", 2018):
//! ascending and strictly descending runs are found, short ones are filled up by binary insertion, and neighbouring runs are merged
//! where a nearly optimal tree of merges would.

use super::merge::{Merge, Step, THRESHOLD};

/// A run that waits to be merged.
struct Run {
    start: usize,
    len: usize,
    /// The depth in the tree of merges of the node between this run and the next.
    power: u32,
}

/// What the machine does at the moment.
enum State {
    /// Looks for the next run.
    Next,
    /// Has asked whether item `start + len` is less than the one before it.
    Count { len: usize, descending: bool },
    /// Has asked whether the item at `start + sorted` is less than the middle one of `low..high`.
    Insert { sorted: usize, low: usize, high: usize },
    /// Merges runs `.0` and `.0 + 1`.
    Merge(Merge),
    /// Everything is in order.
    Done,
}

/// A sort of items that are known by their numbers.
pub struct Sorter {
    /// The items' numbers, in the order reached.
    order: Vec<u32>,
    state: State,
    /// Where the run being found starts.
    start: usize,
    /// The length of the run being filled up.
    wanted: usize,
    min_run: usize,
    runs: Vec<Run>,
    /// The power of the newest run is not yet noted: runs before it are being merged.
    power: Option<u32>,
    threshold: usize,
}

impl Sorter {
    /// A sort of `n` items.
    pub fn new(n: usize) -> Sorter {
        // Runs should be as many as a power of two, or a little less, so that merges are balanced.
        let (mut min_run, mut rest) = (n, 0);
        while min_run >= 64 {
            rest |= min_run & 1;
            min_run >>= 1;
        }
        Sorter {
            order: (0..n as u32).collect(),
            state: State::Next,
            start: 0,
            wanted: 0,
            min_run: min_run + rest,
            runs: Vec::new(),
            power: None,
            threshold: THRESHOLD,
        }
    }

    /// The order reached. If the sort was given up, the items are all there, in some order.
    pub fn into_order(mut self) -> Vec<u32> {
        self.give_up();
        self.order
    }

    /// Ends the sort where it is.
    pub fn give_up(&mut self) {
        if let State::Merge(mut merge) = std::mem::replace(&mut self.state, State::Done) {
            merge.finish(&mut self.order);
        }
    }

    /// Goes on with the answer to the last question, whether the first item is less than the second (the first time, with any). The
    /// next question, or None when everything is in order.
    pub fn resume(&mut self, answer: bool) -> Option<(usize, usize)> {
        let pair = match std::mem::replace(&mut self.state, State::Done) {
            State::Next => self.next_run(),
            State::Count { len, descending } => self.count(len, descending, answer),
            State::Insert { sorted, low, high } => {
                let middle = low + (high - low) / 2;
                let (low, high) = if answer { (low, middle) } else { (middle + 1, high) };
                self.insert(sorted, low, high)
            }
            State::Merge(mut merge) => match merge.resume(&mut self.order, &mut self.threshold, answer) {
                Step::Compare(a, b) => {
                    self.state = State::Merge(merge);
                    Some((a, b))
                }
                Step::Done => self.collapse(),
            },
            State::Done => None,
        };
        pair.map(|(a, b)| (a as usize, b as usize))
    }

    fn next_run(&mut self) -> Option<(u32, u32)> {
        match self.order.len() - self.start {
            0 => self.force_collapse(),
            1 => self.run_found(1),
            _ => {
                self.state = State::Count { len: 1, descending: false };
                Some((self.order[self.start + 1], self.order[self.start]))
            }
        }
    }

    /// The item after the first `len` of the run is less than the one before it, or not.
    fn count(&mut self, mut len: usize, mut descending: bool, less: bool) -> Option<(u32, u32)> {
        if len == 1 {
            descending = less;
        }
        if less == descending {
            len += 1;
            let at = self.start + len;
            if at < self.order.len() {
                self.state = State::Count { len, descending };
                return Some((self.order[at], self.order[at - 1]));
            }
        }
        if descending {
            self.order[self.start..self.start + len].reverse();
        }
        self.wanted = self.min_run.min(self.order.len() - self.start).max(len);
        self.insert_next(len)
    }

    /// The run's first `sorted` items are in order.
    fn insert_next(&mut self, sorted: usize) -> Option<(u32, u32)> {
        if sorted == self.wanted {
            return self.run_found(sorted);
        }
        self.insert(sorted, 0, sorted)
    }

    /// The item at `sorted` belongs between `low` and `high`.
    fn insert(&mut self, sorted: usize, low: usize, high: usize) -> Option<(u32, u32)> {
        if low < high {
            self.state = State::Insert { sorted, low, high };
            let middle = low + (high - low) / 2;
            return Some((self.order[self.start + sorted], self.order[self.start + middle]));
        }
        self.order[self.start + low..=self.start + sorted].rotate_right(1);
        self.insert_next(sorted + 1)
    }

    /// A run of `len` items is in order: it is noted, after those before it have been merged as far as they should be.
    fn run_found(&mut self, len: usize) -> Option<(u32, u32)> {
        if let Some(last) = self.runs.last() {
            self.power = Some(power(last.start, last.len, len, self.order.len()));
        }
        self.wanted = len;
        self.collapse()
    }

    /// Merges noted runs until the powers grow again.
    fn collapse(&mut self) -> Option<(u32, u32)> {
        if self.start == self.order.len() {
            return self.force_collapse();
        }
        if let Some(power) = self.power {
            let n = self.runs.len();
            if n > 1 && self.runs[n - 2].power > power {
                return self.merge_at(n - 2);
            }
            self.runs[n - 1].power = power;
            self.power = None;
        }
        self.runs.push(Run { start: self.start, len: self.wanted, power: 0 });
        self.start += self.wanted;
        self.next_run()
    }

    /// Merges all runs that are left.
    fn force_collapse(&mut self) -> Option<(u32, u32)> {
        let n = self.runs.len();
        if n < 2 {
            return None;
        }
        let mut at = n - 2;
        if at > 0 && self.runs[at - 1].len < self.runs[at + 1].len {
            at -= 1;
        }
        self.merge_at(at)
    }

    fn merge_at(&mut self, i: usize) -> Option<(u32, u32)> {
        let second = self.runs.remove(i + 1);
        let first = &mut self.runs[i];
        let (start, len) = (first.start, first.len);
        first.len += second.len;
        let (merge, step) = Merge::start(&self.order, start, len, second.start, second.len);
        match step {
            Step::Compare(a, b) => {
                self.state = State::Merge(merge);
                Some((a, b))
            }
            Step::Done => self.collapse(),
        }
    }
}

/// The depth, in a nearly optimal tree of merges of `n` items, of the node between a run of `n1` items at `start` and the run of `n2`
/// items after it: the first binary digit in which the runs' middles, as fractions of `n`, differ.
fn power(start: usize, n1: usize, n2: usize, n: usize) -> u32 {
    let mut a = 2 * start + n1;
    let mut b = a + n1 + n2;
    let mut digits = 0;
    loop {
        digits += 1;
        if a >= n {
            a -= n;
            b -= n;
        } else if b >= n {
            return digits;
        }
        a *= 2;
        b *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(keys: &[i64]) -> (Vec<i64>, usize) {
        let mut sorter = Sorter::new(keys.len());
        let (mut answer, mut count) = (false, 0);
        while let Some((i, j)) = sorter.resume(answer) {
            answer = keys[i] < keys[j];
            count += 1;
        }
        let order = sorter.into_order();
        for pair in order.windows(2) {
            let (i, j) = (pair[0] as usize, pair[1] as usize);
            assert!(keys[i] < keys[j] || keys[i] == keys[j] && i < j);
        }
        (order.iter().map(|&i| keys[i as usize]).collect(), count)
    }

    #[test]
    fn sorts_stably_with_cpythons_number_of_comparisons() {
        // The counts are CPython 3.11's for the same keys.
        let keys = |n: i64, f: &dyn Fn(i64) -> i64| (0..n).map(f).collect::<Vec<_>>();
        assert_eq!(sorted(&[]).1, 0);
        assert_eq!(sorted(&[1]).1, 0);
        for (list, count) in [
            (keys(10, &|i| i), 9),
            (keys(1000, &|i| -i), 999),
            (keys(50, &|i| i * 37 % 50), COUNTS[0]),
            (keys(1000, &|i| i * 379 % 1000), COUNTS[1]),
            (keys(1000, &|i| i * 379 % 10), COUNTS[2]),
            (keys(5000, &|i| i % 1250), COUNTS[3]),
            (keys(5000, &|i| (i * i) % 4999), COUNTS[4]),
        ] {
            let mut wanted = list.clone();
            wanted.sort();
            let (got, compared) = sorted(&list);
            assert_eq!(got, wanted);
            assert_eq!(compared, count);
        }
    }

    const COUNTS: [usize; 5] = [222, 8603, 6693, 14998, 53643];
}
