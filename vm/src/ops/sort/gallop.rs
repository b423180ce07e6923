//! The search for where a key belongs in a run, first with growing strides from a hint, then by bisection.

/// Which side of equal items the key belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Before them: asks whether an item is less than the key.
    Left,
    /// After them: asks whether the key is less than an item.
    Right,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The item at the hint is compared.
    Hint,
    /// Strides to the right of the hint.
    Rightward,
    /// Strides to the left of the hint.
    Leftward,
    /// Bisection between the last two strides.
    Bisect,
}

/// A search in a run of `n` items. Positions are counted from the run's start.
pub(super) struct Gallop {
    side: Side,
    n: usize,
    hint: usize,
    phase: Phase,
    /// The stride before the present one; in `Bisect`, the lower bound.
    last: usize,
    /// The present stride; in `Bisect`, the upper bound.
    stride: usize,
}

/// What a search needs next.
pub(super) enum Want {
    /// A comparison with the item at this position.
    Compare(usize),
    /// Nothing: the key belongs here.
    Found(usize),
}

impl Gallop {
    pub(super) fn new(side: Side, n: usize, hint: usize) -> Gallop {
        Gallop { side, n, hint, phase: Phase::Hint, last: 0, stride: 1 }
    }

    /// What is to be compared first.
    pub(super) fn start(&self) -> Want {
        Want::Compare(self.hint)
    }

    /// Goes on after a comparison, whose outcome is the answer to the side's question.
    pub(super) fn resume(&mut self, answer: bool) -> Want {
        // Whether the key belongs after the item just compared.
        let beyond = answer == (self.side == Side::Left);
        match self.phase {
            Phase::Hint if beyond => {
                self.phase = Phase::Rightward;
                self.stride_right()
            }
            Phase::Hint => {
                self.phase = Phase::Leftward;
                self.stride_left()
            }
            Phase::Rightward if beyond => {
                self.grow();
                self.stride_right()
            }
            Phase::Rightward => self.bisect_right(),
            Phase::Leftward if beyond => self.bisect_left(),
            Phase::Leftward => {
                self.grow();
                self.stride_left()
            }
            Phase::Bisect => {
                let middle = self.middle();
                if beyond {
                    self.last = middle + 1;
                } else {
                    self.stride = middle;
                }
                self.bisect()
            }
        }
    }

    fn grow(&mut self) {
        self.last = self.stride;
        self.stride = self.stride * 2 + 1;
    }

    fn stride_right(&mut self) -> Want {
        if self.stride < self.n - self.hint {
            return Want::Compare(self.hint + self.stride);
        }
        self.bisect_right()
    }

    fn stride_left(&mut self) -> Want {
        if self.stride < self.hint + 1 {
            return Want::Compare(self.hint - self.stride);
        }
        self.bisect_left()
    }

    /// The key belongs after `hint + last` and not after `hint + stride`.
    fn bisect_right(&mut self) -> Want {
        let stride = self.stride.min(self.n - self.hint);
        self.last += self.hint + 1;
        self.stride = self.hint + stride;
        self.bisect()
    }

    /// The key belongs after `hint - stride` and not after `hint - last`.
    fn bisect_left(&mut self) -> Want {
        let stride = self.stride.min(self.hint + 1);
        let upper = self.hint - self.last;
        self.last = self.hint + 1 - stride;
        self.stride = upper;
        self.bisect()
    }

    fn middle(&self) -> usize {
        self.last + (self.stride - self.last) / 2
    }

    fn bisect(&mut self) -> Want {
        self.phase = Phase::Bisect;
        if self.last < self.stride { Want::Compare(self.middle()) } else { Want::Found(self.stride) }
    }
}
