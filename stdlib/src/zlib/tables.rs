//! The lengths and distances that codes stand for (RFC 1951, 3.2.5).

/// The shortest match, and the longest.
pub(super) const MIN_MATCH: usize = 3;
pub(super) const MAX_MATCH: usize = 258;

/// Literals, the end of a block, and lengths.
pub(super) const LITERAL_CODES: usize = 286;
pub(super) const DISTANCE_CODES: usize = 30;
/// The code for the end of a block; those of lengths follow.
pub(super) const END: usize = 256;

/// The shortest length of each code, less the shortest of all, and its extra bits.
pub(super) const LENGTHS: [(u16, u8); 29] = {
    let mut rows = [(0, 0); 29];
    let (mut code, mut base) = (0, 0);
    while code < 28 {
        let extra = if code < 8 { 0 } else { (code as u8 - 4) / 4 };
        rows[code] = (base, extra);
        base += 1 << extra;
        code += 1;
    }
    // The longest one has a code of its own.
    rows[28] = ((MAX_MATCH - MIN_MATCH) as u16, 0);
    rows
};

/// The shortest distance of each code, less one, and its extra bits.
pub(super) const DISTANCES: [(u16, u8); 30] = {
    let mut rows = [(0, 0); 30];
    let (mut code, mut base) = (0, 0u32);
    while code < 30 {
        let extra = if code < 4 { 0 } else { (code as u8 - 2) / 2 };
        rows[code] = (base as u16, extra);
        base += 1 << extra;
        code += 1;
    }
    rows
};

/// In which order the lengths of the codes for code lengths come.
pub(super) const LENGTH_ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// The code of a length, less the shortest.
pub(super) fn length_code(length: u8) -> usize {
    const CODES: [u8; 256] = {
        let mut codes = [0; 256];
        let mut code = 0;
        while code < 29 {
            let mut length = LENGTHS[code].0 as usize;
            let end = if code < 28 { length + (1 << LENGTHS[code].1) } else { 256 };
            while length < end && length < 256 {
                codes[length] = code as u8;
                length += 1;
            }
            code += 1;
        }
        codes
    };
    usize::from(CODES[usize::from(length)])
}

/// The code of a distance, less one.
pub(super) fn distance_code(distance: u16) -> usize {
    if distance < 4 {
        return usize::from(distance);
    }
    let bits = 15 - distance.leading_zeros() as usize;
    2 * bits + usize::from(distance >> (bits - 1) & 1)
}

/// The lengths of the fixed codes for literals and lengths.
pub(super) fn fixed_length(symbol: usize) -> u8 {
    match symbol {
        0..144 => 8,
        144..256 => 9,
        256..280 => 7,
        _ => 8,
    }
}
