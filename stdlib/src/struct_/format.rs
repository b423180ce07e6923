//! Formats: which values there are, and where.

use super::Error;

/// What kind of value a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// `x`: bytes that hold nothing.
    Pad,
    /// `c`: bytes of length one.
    Char,
    /// `s`: bytes of a fixed length.
    Bytes,
    /// `p`: bytes after their length, in a fixed room.
    Pascal,
    /// `?`
    Bool,
    /// `bhilqn` and their upper-case fellows, with the letter.
    Int {
        /// The letter of the format.
        letter: u8,
        /// Whether it can be negative.
        signed: bool,
    },
    /// `P`: an address.
    Pointer,
    /// `e`: a float of two bytes.
    Half,
    /// `f`: a float of four bytes.
    Float,
    /// `d`: a float of eight bytes.
    Double,
}

/// Values of the same kind after each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What they are.
    pub code: Code,
    /// Where the first one is.
    pub offset: usize,
    /// How many bytes each one takes.
    pub size: usize,
    /// How many there are; of padding, none.
    pub count: usize,
    /// Whether the highest byte comes first.
    pub big_endian: bool,
    /// Whether the format is the machine's own, which rounds floats without complaint.
    pub native: bool,
}

/// A format that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    fields: Vec<Field>,
    size: usize,
    count: usize,
}

/// The greatest size of anything.
const MOST: usize = isize::MAX as usize;

impl Format {
    /// Reads a format.
    pub fn parse(text: &[u8]) -> Result<Format, Error> {
        if text.contains(&0) {
            return Err(Error::new("embedded null character"));
        }
        let little = cfg!(target_endian = "little");
        let (native, big_endian, codes) = match text {
            [b'<', codes @ ..] => (false, false, codes),
            [b'>' | b'!', codes @ ..] => (false, true, codes),
            [b'=', codes @ ..] => (false, !little, codes),
            [b'@', codes @ ..] => (true, !little, codes),
            codes => (true, !little, codes),
        };
        let too_long = || Error::new("total struct size too long");
        let mut format = Format { fields: Vec::new(), size: 0, count: 0 };
        let mut letters = codes.iter().copied();
        while let Some(mut letter) = letters.next() {
            if letter.is_ascii_whitespace() || letter == 0x0B {
                continue;
            }
            let mut repeat = None;
            while letter.is_ascii_digit() {
                let digit = usize::from(letter - b'0');
                let number = repeat.unwrap_or(0usize).checked_mul(10);
                let number = number.and_then(|number| number.checked_add(digit));
                repeat = Some(number.filter(|&number| number <= MOST).ok_or_else(too_long)?);
                let missing = "repeat count given without format specifier";
                letter = letters.next().ok_or_else(|| Error::new(missing))?;
            }
            let (code, size, alignment) = kind(letter, native)?;
            let repeat = repeat.unwrap_or(1);
            let offset = format.size.next_multiple_of(if native { alignment } else { 1 });
            let end = size.checked_mul(repeat).and_then(|bytes| offset.checked_add(bytes));
            format.size = end.filter(|&end| end <= MOST).ok_or_else(too_long)?;
            let (size, count) = match code {
                Code::Bytes | Code::Pascal => (repeat, 1),
                Code::Pad => continue,
                _ => (size, repeat),
            };
            format.count += count;
            if count > 0 {
                format.fields.push(Field { code, offset, size, count, big_endian, native });
            }
        }
        Ok(format)
    }

    /// How many bytes the values take together, with padding.
    pub fn size(&self) -> usize {
        self.size
    }

    /// How many values there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Where the values are.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Sees that there are as many values as the format has. `function` is `pack` or `pack_into`.
    pub fn check_count(&self, given: usize, function: &str) -> Result<(), Error> {
        if given == self.count {
            return Ok(());
        }
        let wanted = self.count;
        let message = format!("{function} expected {wanted} items for packing (got {given})");
        Err(Error::new(message))
    }
}

/// The kind of value that a letter stands for, with its size and its alignment.
fn kind(letter: u8, native: bool) -> Result<(Code, usize, usize), Error> {
    let signed = letter.is_ascii_lowercase();
    let int = Code::Int { letter, signed };
    let (code, size) = match letter {
        b'x' => (Code::Pad, 1),
        b'c' => (Code::Char, 1),
        b's' => (Code::Bytes, 1),
        b'p' => (Code::Pascal, 1),
        b'?' => (Code::Bool, 1),
        b'b' | b'B' => (int, 1),
        b'h' | b'H' => (int, 2),
        b'i' | b'I' => (int, 4),
        b'l' | b'L' if native => (int, 8),
        b'l' | b'L' => (int, 4),
        b'q' | b'Q' => (int, 8),
        b'n' | b'N' if native => (int, 8),
        b'P' if native => (Code::Pointer, 8),
        b'e' => (Code::Half, 2),
        b'f' => (Code::Float, 4),
        b'd' => (Code::Double, 8),
        _ => return Err(Error::new("bad char in struct format")),
    };
    Ok((code, size, size))
}
