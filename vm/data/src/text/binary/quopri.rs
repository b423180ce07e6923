//! Quoted-printable (RFC 1521): `binascii.b2a_qp` and `a2b_qp`, and the encoding `quopri`.

/// The longest line, with what ends it.
const LINE: usize = 76;

/// What is asked of an encoding.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Quote spaces and tabs everywhere, not only at the end of a line.
    pub tabs: bool,
    /// Quote the ends of lines, since the data is no text.
    pub binary: bool,
    /// A space is an underscore, as in the header of a message.
    pub header: bool,
}

fn hex(digit: u8) -> u8 {
    b"0123456789ABCDEF"[usize::from(digit & 15)]
}

/// Whether the byte at `at`, in the given column of its line, has to be quoted.
fn is_quoted(bytes: &[u8], at: usize, column: usize, options: Options) -> bool {
    let next = bytes.get(at + 1);
    match bytes[at] {
        b'=' | 127.. => true,
        b'_' => options.header,
        // A line of one point ends a message in some protocols.
        b'.' => column == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0)),
        b'\r' | b'\n' => options.binary,
        b'\t' | b' ' => next.is_none() || options.tabs,
        0..32 => true,
        _ => false,
    }
}

/// Appends `bytes` quoted.
pub fn encode(bytes: &[u8], options: Options, out: &mut Vec<u8>) {
    // Lines end as the first line of the data does.
    let first = memchr::memchr(b'\n', bytes);
    let end: &[u8] = match first {
        Some(at) if at > 0 && bytes[at - 1] == b'\r' => b"\r\n",
        _ => b"\n",
    };
    let soft_break = |out: &mut Vec<u8>| {
        out.push(b'=');
        out.extend_from_slice(end);
    };
    let start = out.len();
    let (mut at, mut column) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        if is_quoted(bytes, at, column, options) {
            if column + 3 >= LINE {
                soft_break(out);
                column = 0;
            }
            out.extend_from_slice(&[b'=', hex(byte >> 4), hex(byte)]);
            column += 3;
            at += 1;
            continue;
        }
        let width = match bytes[at..] {
            [b'\n', ..] => 1,
            [b'\r', b'\n', ..] => 2,
            _ => 0,
        };
        if width > 0 && !options.binary {
            // White space before the end of a line would be lost.
            if out.len() > start
                && let Some(&last @ (b' ' | b'\t')) = out.last()
            {
                out.pop();
                out.extend_from_slice(&[b'=', hex(last >> 4), hex(last)]);
            }
            out.extend_from_slice(end);
            column = 0;
            at += width;
            continue;
        }
        if bytes.get(at + 1).is_some_and(|&next| next != b'\n') && column + 1 >= LINE {
            soft_break(out);
            column = 0;
        }
        out.push(if options.header && byte == b' ' { b'_' } else { byte });
        column += 1;
        at += 1;
    }
}

/// Appends what quoted text says; what is no quotation stands for itself.
pub fn decode(text: &[u8], header: bool, out: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'=' => {
                let value = |digit: u8| char::from(digit).to_digit(16);
                match text[at..] {
                    [] => {}
                    [b'\n' | b'\r', ..] => {
                        let end = memchr::memchr(b'\n', &text[at..]);
                        at = end.map_or(text.len(), |end| at + end + 1);
                    }
                    [b'=', ..] => {
                        out.push(b'=');
                        at += 1;
                    }
                    [high, low, ..] if let (Some(high), Some(low)) = (value(high), value(low)) => {
                        out.push((high << 4 | low) as u8);
                        at += 2;
                    }
                    _ => out.push(b'='),
                }
            }
            b'_' if header => out.push(b' '),
            _ => out.push(byte),
        }
    }
}
