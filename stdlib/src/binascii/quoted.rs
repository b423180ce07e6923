//! Quoted-printable (RFC 1521), and its variant for headers.

/// How long a line may get.
const LINE: usize = 76;

/// How to quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoting {
    /// Whether tabs and blanks are quoted as well.
    pub tabs: bool,
    /// Whether newlines are to stay newlines.
    pub text: bool,
    /// Whether blanks become underscores.
    pub header: bool,
}

/// Appends what `text` stands for.
pub fn decode_quoted(text: &[u8], header: bool, out: &mut Vec<u8>) {
    let digit = |c: Option<&u8>| char::from(*c?).to_digit(16);
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        at += 1;
        match c {
            b'_' if header => out.push(b' '),
            b'=' => match text.get(at) {
                None => return,
                // A line that goes on: nothing up to the next one counts.
                Some(b'\n' | b'\r') => {
                    at = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |end| at + end + 1);
                }
                Some(b'=') => {
                    out.push(b'=');
                    at += 1;
                }
                next => match (digit(next), digit(text.get(at + 1))) {
                    (Some(high), Some(low)) => {
                        out.push((high << 4 | low) as u8);
                        at += 2;
                    }
                    _ => out.push(b'='),
                },
            },
            _ => out.push(c),
        }
    }
}

/// Appends `data`, quoted. Ends of lines are all written as the first one is.
pub fn encode_quoted(data: &[u8], quoting: Quoting, out: &mut Vec<u8>) {
    let first = memchr::memchr(b'\n', data);
    let crlf = first.is_some_and(|at| at > 0 && data[at - 1] == b'\r');
    let newline: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let start = out.len();
    let (mut at, mut column) = (0, 0);
    while let Some(&c) = data.get(at) {
        let next = data.get(at + 1).copied();
        if must_quote(c, next, column, quoting) {
            if column + 3 >= LINE {
                out.push(b'=');
                out.extend_from_slice(newline);
                column = 0;
            }
            push_quoted(c, out);
            column += 3;
        } else if quoting.text && (c == b'\n' || (c == b'\r' && next == Some(b'\n'))) {
            // A blank before the end of a line would not survive the way.
            if let Some(&blank @ (b' ' | b'\t')) = out[start..].last() {
                out.pop();
                push_quoted(blank, out);
            }
            out.extend_from_slice(newline);
            column = 0;
            at += usize::from(c == b'\r');
        } else {
            if next.is_some_and(|next| next != b'\n') && column + 1 >= LINE {
                out.push(b'=');
                out.extend_from_slice(newline);
                column = 0;
            }
            column += 1;
            out.push(if quoting.header && c == b' ' { b'_' } else { c });
        }
        at += 1;
    }
}

fn must_quote(c: u8, next: Option<u8>, column: usize, quoting: Quoting) -> bool {
    match c {
        b'=' | 0x7F.. => true,
        b'_' => quoting.header,
        // A line with nothing but a dot ends a mail.
        b'.' => column == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0)),
        b'\r' | b'\n' => !quoting.text,
        b'\t' | b' ' => next.is_none() || quoting.tabs,
        _ => c < b' ',
    }
}

fn push_quoted(c: u8, out: &mut Vec<u8>) {
    let digit = |value: u8| b"0123456789ABCDEF"[usize::from(value)];
    out.extend([b'=', digit(c >> 4), digit(c & 15)]);
}
