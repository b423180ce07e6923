//! The Mersenne Twister, seeded and read as CPython's `_random.Random` is, so
//! that a seed gives the same numbers.
//!
//! The algorithm is Matsumoto and Nishimura's MT19937 (2002): a state of 624
//! words, renewed all at once, and tempered on the way out.

/// How many words the state has.
pub const WORDS: usize = 624;

const SHIFT: usize = 397;

/// A generator of random numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mt19937 {
    state: [u32; WORDS],
    /// The word to give next; `WORDS` if all were given.
    next: usize,
}

impl Mt19937 {
    /// A generator seeded with an integer: its absolute value in 32-bit digits,
    /// the lowest first. No digits stand for zero.
    pub fn new(digits: &[u32]) -> Mt19937 {
        let mut generator = Mt19937::from_word(19_650_218);
        let key = if digits.is_empty() { &[0] } else { digits };
        generator.mix_in(key);
        generator
    }

    fn from_word(word: u32) -> Mt19937 {
        let mut state = [word; WORDS];
        for i in 1..WORDS {
            let before = state[i - 1];
            state[i] = 1_812_433_253_u32.wrapping_mul(before ^ before >> 30).wrapping_add(i as u32);
        }
        Mt19937 { state, next: WORDS }
    }

    /// Spreads a key over the state, in two passes of the reference's shape.
    fn mix_in(&mut self, key: &[u32]) {
        let state = &mut self.state;
        let mut i = 1;
        let mut mix = |factor: u32, change: &dyn Fn(usize) -> u32| {
            let before = state[i - 1];
            let mixed = state[i] ^ (before ^ before >> 30).wrapping_mul(factor);
            state[i] = mixed.wrapping_add(change(i));
            i += 1;
            if i == WORDS {
                state[0] = state[WORDS - 1];
                i = 1;
            }
        };
        for round in 0..WORDS.max(key.len()) {
            let at = round % key.len();
            mix(1_664_525, &|_| key[at].wrapping_add(at as u32));
        }
        for _ in 1..WORDS {
            mix(1_566_083_941, &|i| (i as u32).wrapping_neg());
        }
        self.state[0] = 0x8000_0000;
    }

    /// Renews the whole state.
    fn renew(&mut self) {
        for i in 0..WORDS {
            let joined = self.state[i] & 0x8000_0000 | self.state[(i + 1) % WORDS] & 0x7FFF_FFFF;
            let twist = if joined & 1 == 1 { 0x9908_B0DF } else { 0 };
            self.state[i] = self.state[(i + SHIFT) % WORDS] ^ joined >> 1 ^ twist;
        }
        self.next = 0;
    }

    /// The next 32 bits.
    pub fn next_u32(&mut self) -> u32 {
        if self.next >= WORDS {
            self.renew();
        }
        let mut word = self.state[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9D2C_5680;
        word ^= word << 15 & 0xEFC6_0000;
        word ^ word >> 18
    }

    /// `random()`: one of the 2**53 multiples of 2**-53 from 0 to less than 1.
    pub fn random(&mut self) -> f64 {
        let high = self.next_u32() >> 5;
        let low = self.next_u32() >> 6;
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// `getrandbits(bits)` for up to 64 bits.
    pub fn bits(&mut self, bits: u32) -> u64 {
        match bits {
            0 => 0,
            1..=32 => u64::from(self.next_u32() >> (32 - bits)),
            _ => {
                let low = u64::from(self.next_u32());
                low | u64::from(self.next_u32() >> 64u32.saturating_sub(bits)) << 32
            }
        }
    }

    /// `getrandbits(bits)` in 32-bit digits, the lowest first.
    pub fn digits(&mut self, bits: usize) -> Vec<u32> {
        let mut digits: Vec<u32> = (0..bits.div_ceil(32)).map(|_| self.next_u32()).collect();
        if let Some(last) = digits.last_mut()
            && !bits.is_multiple_of(32)
        {
            *last >>= 32 - bits % 32;
        }
        digits
    }

    /// A number below `bound`, which is not 0, as `randrange` and `choice` draw it.
    pub fn below(&mut self, bound: u64) -> u64 {
        let bits = u64::BITS - bound.leading_zeros();
        loop {
            let drawn = self.bits(bits);
            if drawn < bound || bound == 0 {
                return drawn;
            }
        }
    }

    /// `getstate()`: the words and the number of the next one.
    pub fn state(&self) -> (&[u32; WORDS], usize) {
        (&self.state, self.next)
    }

    /// `setstate()`; there is no word beyond the last.
    pub fn from_state(state: [u32; WORDS], next: usize) -> Option<Mt19937> {
        (next <= WORDS).then_some(Mt19937 { state, next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares two calls of `random()`, then `getrandbits` of 1, 5, 32, 33, 64 and
    /// 100, with what CPython gives after `random.seed(seed)`.
    fn check(seed: &[u32], floats: [f64; 2], bits: [u64; 5], long: u128) {
        let mut generator = Mt19937::new(seed);
        assert_eq!([generator.random(), generator.random()], floats);
        assert_eq!([1, 5, 32, 33, 64].map(|count| generator.bits(count)), bits);
        let digits = generator.digits(100);
        let value = digits.iter().rev().fold(0, |sum, &digit| sum << 32 | u128::from(digit));
        assert_eq!(value, long);
    }

    #[test]
    fn seeds_give_the_numbers_that_cpython_gives() {
        check(
            &[],
            [0.8444218515250481, 0.7579544029403025],
            [0, 1, 1112038970, 8441607418, 7469716379221213669],
            382660370606500376139569129395,
        );
        check(
            &[1],
            [0.13436424411240122, 0.8474337369372327],
            [1, 2, 1095513148, 506456969, 8291646586825371460],
            980814166729821154279298502753,
        );
        check(
            &[0, 1],
            [0.11299430095636409, 0.41782886486292836],
            [0, 0, 2627323657, 8057758611, 6115302124401738593],
            633407377275933062904191707244,
        );
        check(
            &[5, 0, 1],
            [0.5105783769365112, 0.8797586528012199],
            [1, 3, 3243437991, 5785903835, 5796553507247825283],
            859193208327717169035025584981,
        );
    }

    #[test]
    fn a_state_can_be_taken_and_put_back() {
        let mut generator = Mt19937::new(&[5]);
        (0..700).for_each(|_| _ = generator.random());
        let (words, next) = generator.state();
        assert_eq!((words[..3].to_vec(), next), (vec![3844576290, 2695805260, 832681243], 152));
        let mut copy = Mt19937::from_state(*words, next).expect("a valid state");
        assert_eq!(generator.random(), 0.9569111041768784);
        assert_eq!(copy.random(), 0.9569111041768784);
        assert_eq!(Mt19937::from_state([0; WORDS], WORDS + 1), None);
    }

    #[test]
    fn numbers_below_a_bound_are_drawn_by_refusing_the_others() {
        let mut generator = Mt19937::new(&[1]);
        let drawn: Vec<u64> = (0..8).map(|_| generator.below(10)).collect();
        assert_eq!(drawn, [2, 9, 1, 4, 1, 7, 7, 7]);
    }
}
