//! What the steps of an iterator need: whether native code may go through it to its end.

/// What an iterator's steps need.
///
/// An iterator that builds on others is stepped by a native function that calls itself, so the nesting that is native is limited:
/// what is deeper goes through the loop, whose frames are no native stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nature {
    /// How deep iterators are nested; 0: steps may need user code.
    depth: u16,
    finite: bool,
}

/// How deep native steps are nested at most.
const MAX_DEPTH: u16 = 1000;

impl Nature {
    /// Steps may need user code.
    pub const USER: Nature = Nature { depth: 0, finite: false };
    /// Goes over something finite natively.
    pub const FINITE: Nature = Nature { depth: 1, finite: true };
    /// Needs no user code and may never end.
    pub const ENDLESS: Nature = Nature { depth: 1, finite: false };

    /// Whether steps never need user code.
    #[inline]
    pub fn is_native(self) -> bool {
        self.depth > 0
    }

    /// Whether native code may go on to the end.
    #[inline]
    pub fn is_finite(self) -> bool {
        self.depth > 0 && self.finite
    }

    /// Of an iterator that steps this one.
    pub fn over(self) -> Nature {
        if self.depth == 0 || self.depth >= MAX_DEPTH {
            return Nature::USER;
        }
        Nature { depth: self.depth + 1, finite: self.finite }
    }

    /// Of an iterator that steps all of these until the first ends.
    pub fn shortest(natures: impl Iterator<Item = Nature>) -> Nature {
        Self::combined(natures, |a, b| a || b)
    }

    /// Of an iterator that steps all of these until the last ends.
    pub fn longest(natures: impl Iterator<Item = Nature>) -> Nature {
        Self::combined(natures, |a, b| a && b)
    }

    fn combined(natures: impl Iterator<Item = Nature>, finite: fn(bool, bool) -> bool) -> Nature {
        let all = natures.map(Nature::over).reduce(|a, b| {
            if !a.is_native() || !b.is_native() {
                return Nature::USER;
            }
            Nature { depth: a.depth.max(b.depth), finite: finite(a.finite, b.finite) }
        });
        all.unwrap_or(Nature::FINITE)
    }

    /// This, of an iterator that ends whatever the one below does.
    pub fn ending(self) -> Nature {
        Nature { finite: self.depth > 0, ..self }
    }

    /// This, of an iterator that may never end.
    pub fn endless(self) -> Nature {
        Nature { finite: false, ..self }
    }
}
