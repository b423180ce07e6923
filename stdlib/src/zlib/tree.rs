//! Codes of bounded length for symbols of known frequency.
//!
//! Which of several equally good codes comes out depends on ties between
//! subtrees; they are broken as zlib breaks them: by frequency, then by depth,
//! then by the order in which a binary heap happens to hold them.

/// The most symbols of an alphabet.
const MOST: usize = super::tables::LITERAL_CODES;

/// Codes for an alphabet.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    /// The length of each symbol's code, 0 if it has none.
    pub(super) lengths: Vec<u8>,
    /// The codes, their first bit lowest.
    pub(super) codes: Vec<u16>,
    /// The greatest symbol with a code.
    pub(super) last: usize,
}

impl Tree {
    /// Codes of at most `limit` bits for symbols of these frequencies. There are
    /// always at least two codes.
    pub(super) fn new(frequencies: &[u32], limit: u8) -> Tree {
        let symbols = frequencies.len();
        let mut nodes = Nodes {
            frequencies: frequencies.to_vec(),
            depths: vec![0; symbols],
            heap: (0..symbols).filter(|&symbol| frequencies[symbol] > 0).collect(),
        };
        let mut last = nodes.heap.last().copied().unwrap_or(0);
        let mut unused = !nodes.heap.is_empty();
        while nodes.heap.len() < 2 {
            // A decoder wants two codes. Symbols that do not occur help out.
            let symbol = if !unused {
                unused = true;
                0
            } else if last < 2 {
                last += 1;
                last
            } else {
                0
            };
            nodes.heap.push(symbol);
            nodes.frequencies[symbol] = 1;
        }
        let order = nodes.join();
        let mut lengths = limited(&nodes, &order, symbols, limit);
        lengths.resize(symbols, 0);
        let codes = codes(&lengths);
        Tree { lengths, codes, last }
    }

    /// The fixed codes of literals and lengths.
    pub(super) fn fixed_literals() -> Tree {
        let lengths: Vec<u8> = (0..288).map(super::tables::fixed_length).collect();
        let codes = codes(&lengths);
        Tree { lengths, codes, last: 287 }
    }

    /// The fixed codes of distances.
    pub(super) fn fixed_distances() -> Tree {
        let lengths = vec![5; super::tables::DISTANCE_CODES];
        let codes = codes(&lengths);
        Tree { lengths, codes, last: super::tables::DISTANCE_CODES - 1 }
    }
}

/// Symbols and joined nodes while the tree is built.
struct Nodes {
    frequencies: Vec<u32>,
    depths: Vec<u32>,
    heap: Vec<usize>,
}

/// A node and its parent.
type Child = (usize, usize);

impl Nodes {
    fn before(&self, a: usize, b: usize) -> bool {
        (self.frequencies[a], self.depths[a]) <= (self.frequencies[b], self.depths[b])
    }

    fn sift_down(&mut self, mut at: usize) {
        let node = self.heap[at];
        loop {
            let mut child = 2 * at + 1;
            if child >= self.heap.len() {
                break;
            }
            let other = child + 1;
            if other < self.heap.len() && self.before(self.heap[other], self.heap[child]) {
                child = other;
            }
            if self.before(node, self.heap[child]) {
                break;
            }
            self.heap[at] = self.heap[child];
            at = child;
        }
        self.heap[at] = node;
    }

    /// Joins the two rarest nodes until one is left. The answer lists all nodes
    /// but that one with their parents, in the order in which they were joined.
    fn join(&mut self) -> Vec<Child> {
        for at in (0..self.heap.len() / 2).rev() {
            self.sift_down(at);
        }
        let mut children = Vec::with_capacity(2 * MOST);
        while self.heap.len() > 1 {
            let rarest = self.heap.swap_remove(0);
            self.sift_down(0);
            let next = self.heap[0];
            let parent = self.frequencies.len();
            self.frequencies.push(self.frequencies[rarest] + self.frequencies[next]);
            self.depths.push(self.depths[rarest].max(self.depths[next]) + 1);
            children.extend([(rarest, parent), (next, parent)]);
            self.heap[0] = parent;
            self.sift_down(0);
        }
        children
    }
}

/// The lengths of the symbols' codes, bounded.
fn limited(nodes: &Nodes, children: &[Child], symbols: usize, limit: u8) -> Vec<u8> {
    let mut lengths = vec![0u8; nodes.frequencies.len()];
    let mut counts = [0usize; 16];
    let mut overflow = 0i32;
    for &(node, parent) in children.iter().rev() {
        let length = lengths[parent] + 1;
        let bounded = length.min(limit);
        overflow += i32::from(length > limit);
        lengths[node] = bounded;
        if node < symbols {
            counts[usize::from(bounded)] += 1;
        }
    }
    if overflow > 0 {
        let limit = usize::from(limit);
        while overflow > 0 {
            // A leaf higher up goes down one, and takes one that is too low beside it.
            let mut bits = limit - 1;
            while counts[bits] == 0 {
                bits -= 1;
            }
            counts[bits] -= 1;
            counts[bits + 1] += 2;
            counts[limit] -= 1;
            overflow -= 2;
        }
        // The rarest symbols get the longest codes.
        let mut leaves = children.iter().map(|child| child.0).filter(|&node| node < symbols);
        for bits in (1..=limit).rev() {
            for leaf in leaves.by_ref().take(counts[bits]) {
                lengths[leaf] = bits as u8;
            }
        }
    }
    lengths.truncate(symbols);
    lengths
}

/// The codes of these lengths (RFC 1951, 3.2.2), turned round.
fn codes(lengths: &[u8]) -> Vec<u16> {
    let mut counts = [0u16; 17];
    lengths.iter().for_each(|&length| counts[usize::from(length)] += 1);
    counts[0] = 0;
    let mut next = [0u16; 17];
    for bits in 1..17 {
        next[bits] = (next[bits - 1].wrapping_add(counts[bits - 1])) << 1;
    }
    let turned = |&length: &u8| {
        if length == 0 {
            return 0;
        }
        let code = next[usize::from(length)];
        next[usize::from(length)] = code.wrapping_add(1);
        code.reverse_bits() >> (16 - length)
    };
    lengths.iter().map(turned).collect()
}
