//! Merging two neighbouring runs.
//!
//! The shorter run is copied out, and the merge goes from its side: up if the first run is the shorter one, else down. As long as
//! neither run wins often in a row, items are compared one by one; then the merge gallops.

use super::gallop::{Gallop, Side, Want};

/// How many times in a row a run has to win, at the least, to make galloping worth while.
const MIN_GALLOP: usize = 7;

/// What a merge does at the moment.
enum State {
    /// Looks for the first item of the first run that has to move.
    TrimFirst(Gallop),
    /// Looks for the last item of the second run that has to move.
    TrimSecond(Gallop),
    /// Compares item by item.
    Single,
    /// Looks for where the next item of the second run belongs in the first.
    GallopFirst(Gallop),
    /// Looks for where the next item of the first run belongs in the second.
    GallopSecond(Gallop),
}

/// A merge of the runs `a..a + na` and `b..b + nb`, where `b` is `a + na`.
pub(super) struct Merge {
    state: State,
    up: bool,
    /// Where the rest of the first run starts, in the order or in the copy.
    a: usize,
    na: usize,
    /// Where the rest of the second run starts.
    b: usize,
    nb: usize,
    /// Going up, where the next item goes; going down, one beyond that.
    to: usize,
    /// The shorter run.
    copy: Vec<u32>,
    /// How often each run has won in a row.
    a_wins: usize,
    b_wins: usize,
}

/// What a merge needs next.
pub(super) enum Step {
    /// Whether the first is less than the second.
    Compare(u32, u32),
    /// Nothing: the runs are merged.
    Done,
}

impl Merge {
    /// A merge, and its first comparison.
    pub(super) fn start(order: &[u32], a: usize, na: usize, b: usize, nb: usize) -> (Merge, Step) {
        let gallop = Gallop::new(Side::Right, na, 0);
        let merge = Merge {
            state: State::TrimFirst(gallop),
            up: true,
            a,
            na,
            b,
            nb,
            to: a,
            copy: Vec::new(),
            a_wins: 0,
            b_wins: 0,
        };
        let first = Step::Compare(order[b], order[a]);
        (merge, first)
    }

    fn first_run(&self, order: &[u32], i: usize) -> u32 {
        if self.up && !self.copy.is_empty() { self.copy[self.a + i] } else { order[self.a + i] }
    }

    fn second_run(&self, order: &[u32], i: usize) -> u32 {
        if !self.up && !self.copy.is_empty() { self.copy[self.b + i] } else { order[self.b + i] }
    }

    /// Goes on after a comparison. `threshold` is how often a run has to win in a row to make the merge gallop, which adapts.
    pub(super) fn resume(&mut self, order: &mut [u32], threshold: &mut usize, answer: bool) -> Step {
        match &mut self.state {
            State::TrimFirst(g) => {
                let want = g.resume(answer);
                self.trim_first(order, want)
            }
            State::TrimSecond(g) => {
                let want = g.resume(answer);
                self.trim_second(order, want)
            }
            State::Single => self.single(order, threshold, answer),
            State::GallopFirst(g) => {
                let want = g.resume(answer);
                self.gallop_first(order, threshold, want)
            }
            State::GallopSecond(g) => {
                let want = g.resume(answer);
                self.gallop_second(order, threshold, want)
            }
        }
    }

    fn trim_first(&mut self, order: &mut [u32], want: Want) -> Step {
        let k = match want {
            Want::Compare(i) => return Step::Compare(order[self.b], order[self.a + i]),
            Want::Found(k) => k,
        };
        self.a += k;
        self.na -= k;
        if self.na == 0 {
            return Step::Done;
        }
        let g = Gallop::new(Side::Left, self.nb, self.nb - 1);
        let want = g.start();
        self.state = State::TrimSecond(g);
        self.trim_second(order, want)
    }

    fn trim_second(&mut self, order: &mut [u32], want: Want) -> Step {
        match want {
            Want::Compare(i) => {
                return Step::Compare(order[self.b + i], order[self.a + self.na - 1]);
            }
            Want::Found(k) => self.nb = k,
        }
        if self.nb == 0 {
            return Step::Done;
        }
        self.up = self.na <= self.nb;
        self.state = State::Single;
        // The first comparisons have shown whose item comes first, and whose last.
        if self.up {
            self.copy = order[self.a..self.a + self.na].to_vec();
            self.to = self.a;
            self.a = 0;
            self.take_second(order);
        } else {
            self.copy = order[self.b..self.b + self.nb].to_vec();
            self.to = self.b + self.nb;
            self.b = 0;
            self.take_first(order);
        }
        if self.is_over() {
            return self.finish(order);
        }
        self.ask_single(order)
    }

    /// Moves the next item of the first run to its place.
    fn take_first(&mut self, order: &mut [u32]) {
        if self.up {
            order[self.to] = self.copy[self.a];
            self.a += 1;
            self.to += 1;
        } else {
            self.to -= 1;
            order[self.to] = order[self.a + self.na - 1];
        }
        self.na -= 1;
    }

    /// Moves the next item of the second run to its place.
    fn take_second(&mut self, order: &mut [u32]) {
        if self.up {
            order[self.to] = order[self.b];
            self.b += 1;
            self.to += 1;
        } else {
            self.to -= 1;
            order[self.to] = self.copy[self.b + self.nb - 1];
        }
        self.nb -= 1;
    }

    /// Whether what is left needs no comparison: one run is used up, or only the copied run's item that is known to come last is left.
    fn is_over(&self) -> bool {
        let last = if self.up { self.na } else { self.nb };
        self.na == 0 || self.nb == 0 || last == 1
    }

    /// Puts what is left into place; this is also what has to be done when the merge is given up.
    pub(super) fn finish(&mut self, order: &mut [u32]) -> Step {
        if self.copy.is_empty() {
            return Step::Done;
        }
        if self.up {
            order.copy_within(self.b..self.b + self.nb, self.to);
            let to = self.to + self.nb;
            order[to..to + self.na].copy_from_slice(&self.copy[self.a..self.a + self.na]);
        } else {
            let to = self.to - self.na;
            order.copy_within(self.a..self.a + self.na, to);
            order[to - self.nb..to].copy_from_slice(&self.copy[self.b..self.b + self.nb]);
        }
        Step::Done
    }

    fn ask_single(&self, order: &[u32]) -> Step {
        if self.up {
            Step::Compare(order[self.b], self.copy[self.a])
        } else {
            Step::Compare(self.copy[self.b + self.nb - 1], order[self.a + self.na - 1])
        }
    }

    /// The second run's next item is less than the first run's, or not.
    fn single(&mut self, order: &mut [u32], threshold: &mut usize, less: bool) -> Step {
        // Going up, the lesser item goes to its place; going down, the greater one.
        let second = less == self.up;
        let wins = if second {
            self.take_second(order);
            self.a_wins = 0;
            self.b_wins += 1;
            self.b_wins
        } else {
            self.take_first(order);
            self.b_wins = 0;
            self.a_wins += 1;
            self.a_wins
        };
        if self.is_over() {
            return self.finish(order);
        }
        if wins < *threshold {
            return self.ask_single(order);
        }
        *threshold += 1;
        self.start_gallop(order, threshold)
    }

    fn start_gallop(&mut self, order: &mut [u32], threshold: &mut usize) -> Step {
        if *threshold > 1 {
            *threshold -= 1;
        }
        let g = Gallop::new(Side::Right, self.na, if self.up { 0 } else { self.na - 1 });
        let want = g.start();
        self.state = State::GallopFirst(g);
        self.gallop_first(order, threshold, want)
    }

    fn next_second(&self, order: &[u32]) -> u32 {
        self.second_run(order, if self.up { 0 } else { self.nb - 1 })
    }

    fn next_first(&self, order: &[u32]) -> u32 {
        self.first_run(order, if self.up { 0 } else { self.na - 1 })
    }

    fn gallop_first(&mut self, order: &mut [u32], threshold: &mut usize, want: Want) -> Step {
        let k = match want {
            Want::Compare(i) => {
                return Step::Compare(self.next_second(order), self.first_run(order, i));
            }
            Want::Found(k) if self.up => k,
            Want::Found(k) => self.na - k,
        };
        self.a_wins = k;
        for _ in 0..k {
            self.take_first(order);
        }
        if self.is_over() {
            return self.finish(order);
        }
        self.take_second(order);
        if self.is_over() {
            return self.finish(order);
        }
        let g = Gallop::new(Side::Left, self.nb, if self.up { 0 } else { self.nb - 1 });
        let want = g.start();
        self.state = State::GallopSecond(g);
        self.gallop_second(order, threshold, want)
    }

    fn gallop_second(&mut self, order: &mut [u32], threshold: &mut usize, want: Want) -> Step {
        let k = match want {
            Want::Compare(i) => {
                return Step::Compare(self.second_run(order, i), self.next_first(order));
            }
            Want::Found(k) if self.up => k,
            Want::Found(k) => self.nb - k,
        };
        self.b_wins = k;
        for _ in 0..k {
            self.take_second(order);
        }
        if self.is_over() {
            return self.finish(order);
        }
        self.take_first(order);
        if self.is_over() {
            return self.finish(order);
        }
        if self.a_wins >= MIN_GALLOP || self.b_wins >= MIN_GALLOP {
            return self.start_gallop(order, threshold);
        }
        // Galloping does not pay any more, and is made harder to get into again.
        *threshold += 1;
        self.a_wins = 0;
        self.b_wins = 0;
        self.state = State::Single;
        self.ask_single(order)
    }
}

/// How often a run has to win in a row at first.
pub(super) const THRESHOLD: usize = MIN_GALLOP;
