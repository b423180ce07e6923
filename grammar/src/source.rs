//! From bytes to text: the byte order mark and the coding comment.
//!
//! Python source is UTF-8 unless one of the first two lines says otherwise in a comment that holds
//! `coding: name` or `coding=name`.

use crate::error::SyntaxError;
use crate::span::Span;
use encoding_rs::Encoding;
use std::borrow::Cow;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Decodes the bytes of a program.
///
/// `file` is the name of the script if the bytes are those of a file run as a program; CPython
/// words some errors differently there than for imported files and the argument of `compile`.
pub fn decode<'b>(bytes: &'b [u8], file: Option<&str>) -> Result<Cow<'b, str>, SyntaxError> {
    let (bom, bytes) = match bytes.strip_prefix(BOM) {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    let declared = declared_encoding(bytes);
    let name = declared.as_deref().unwrap_or("utf-8");
    if bom && name != "utf-8" {
        return Err(SyntaxError::placeless(format!("encoding problem: {name} with BOM")));
    }
    // Null bytes are refused before anything is decoded.
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(match file {
            Some(_) => null_byte(bytes, at),
            None => SyntaxError::placeless("source code string cannot contain null bytes"),
        });
    }
    let problem = |reason: String| match file {
        Some(_) => SyntaxError::placeless(format!("encoding problem: {name}")),
        None => SyntaxError::placeless(reason),
    };
    match name {
        "utf-8" => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) => Err(invalid_utf8(bytes, error, file.filter(|_| declared.is_none()))),
        },
        "iso-8859-1" => Ok(Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect())),
        "ascii" | "us-ascii" => match bytes.iter().position(|byte| !byte.is_ascii()) {
            None => Ok(String::from_utf8_lossy(bytes)),
            Some(at) => Err(problem(format!(
                "'ascii' codec can't decode byte {:#04x} in position {at}: ordinal not in range(128)",
                bytes[at]
            ))),
        },
        _ => {
            let Some(encoding) = Encoding::for_label(name.as_bytes()) else {
                return Err(problem(format!("unknown encoding: {name}")));
            };
            // The Web's tables map bytes that Python's leave undefined to control characters.
            let decoded = encoding.decode_without_bom_handling_and_without_replacement(bytes);
            let is_control = |char: char| matches!(char, '\u{80}'..='\u{9f}');
            decoded
                .filter(|text| !text.contains(is_control))
                .ok_or_else(|| problem(format!("'{name}' codec can't decode the source: undefined byte")))
        }
    }
}

/// The normalised name of the encoding that the first two lines declare.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let mut lines = bytes.split(|&byte| byte == b'\n').map(|line| line.trim_ascii_end());
    let first = lines.next()?;
    if let Some(name) = coding_comment(first) {
        return Some(name);
    }
    let is_blank = matches!(first.trim_ascii_start().first(), None | Some(b'#'));
    if is_blank { lines.next().and_then(coding_comment) } else { None }
}

/// The encoding that a comment line declares.
fn coding_comment(line: &[u8]) -> Option<String> {
    let comment = line.trim_ascii_start();
    if comment.first() != Some(&b'#') {
        return None;
    }
    let after =
        comment.windows(7).position(|window| window.starts_with(b"coding") && matches!(window[6], b':' | b'='))?;
    let rest = comment[after + 7..].trim_ascii_start();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    let name = &rest[..rest.iter().take_while(|byte| is_name(byte)).count()];
    (!name.is_empty()).then(|| normal_name(&String::from_utf8_lossy(name)))
}

/// One spelling for the encodings that have many, as CPython's tokenizer sees them.
fn normal_name(name: &str) -> String {
    let lower = name.to_ascii_lowercase().replace('_', "-");
    let is = |wanted: &str| lower == wanted || lower.starts_with(&format!("{wanted}-"));
    match lower.as_str() {
        "utf8" | "utf-8-sig" => "utf-8".into(),
        _ if is("utf-8") => "utf-8".into(),
        "latin" | "latin1" | "l1" | "iso8859-1" | "iso8859" | "8859" | "cp819" => "iso-8859-1".into(),
        "latin9" | "l9" => "iso-8859-15".into(),
        "latin2" | "l2" => "iso-8859-2".into(),
        _ if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") => "iso-8859-1".into(),
        _ => name.to_owned(),
    }
}

/// The error of a null byte in a file.
fn null_byte(bytes: &[u8], at: usize) -> SyntaxError {
    let before = &bytes[..at];
    let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count() as u32;
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |i| i + 1);
    SyntaxError {
        line,
        offset: 0,
        end_line: line,
        end_offset: 0,
        span: Span::at(at as u32),
        text: Some(String::from_utf8_lossy(&before[start..]).into_owned()),
        ..SyntaxError::placeless("source code cannot contain null bytes")
    }
}

/// The error of bytes that are not UTF-8.
fn invalid_utf8(bytes: &[u8], error: std::str::Utf8Error, file: Option<&str>) -> SyntaxError {
    let at = error.valid_up_to();
    let line = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count() as u32;
    let byte = bytes[at];
    if let Some(file) = file {
        let message = format!(
            "Non-UTF-8 code starting with '\\x{byte:02x}' in file {file} on line {line}, but no \
             encoding declared; see https://peps.python.org/pep-0263/ for details"
        );
        return SyntaxError::placeless(message);
    }
    let reason = match error.error_len() {
        None => "unexpected end of data",
        Some(_) if matches!(byte, 0xC2..=0xF4) => "invalid continuation byte",
        Some(_) => "invalid start byte",
    };
    // CPython decodes literal by literal, so positions count from the quote before.
    let line_start = bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |i| i + 1);
    let quote = bytes[line_start..at].iter().rposition(|byte| matches!(byte, b'"' | b'\''));
    let position = quote.map_or(0, |quote| at - line_start - quote - 1);
    let place = match error.error_len() {
        Some(len @ 2..) => format!("bytes in position {position}-{}", position + len - 1),
        _ => format!("byte {byte:#04x} in position {position}"),
    };
    let line_end = bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |i| at + i + 1);
    let offset = String::from_utf8_lossy(&bytes[line_start..at]).chars().count() as i32 + 1;
    SyntaxError {
        line,
        offset,
        end_line: line,
        end_offset: offset,
        span: Span::at(at as u32),
        text: Some(String::from_utf8_lossy(&bytes[line_start..line_end]).into_owned()),
        ..SyntaxError::placeless(format!("(unicode error) 'utf-8' codec can't decode {place}: {reason}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(bytes: &[u8], file: Option<&str>) -> String {
        decode(bytes, file).unwrap_err().message.into_owned()
    }

    #[test]
    fn utf8_needs_no_declaration() {
        assert_eq!(decode("é".as_bytes(), None).unwrap(), "é");
        assert_eq!(decode(b"\xEF\xBB\xBFx", None).unwrap(), "x");
        assert_eq!(decode(b"\xEF\xBB\xBF# coding: utf8\n", None).unwrap(), "# coding: utf8\n");
    }

    #[test]
    fn a_comment_in_the_first_two_lines_declares_the_encoding() {
        assert_eq!(decode(b"# -*- coding: latin-1 -*-\n\xe9", None).unwrap(), "# -*- coding: latin-1 -*-\né");
        assert_eq!(decode(b"#!x\n# vim: set fileencoding=cp1252 :\n\x80", None).unwrap().chars().last(), Some('€'));
        assert!(decode(b"x = 1\n# coding: latin-1\n\xe9", None).is_err());
        assert_eq!(decode(b"#\n# coding: koi8-r\n\xc1", None).unwrap().chars().last(), Some('а'));
    }

    #[test]
    fn errors_are_those_of_cpython() {
        assert_eq!(message(b"# coding: foo\n", None), "unknown encoding: foo");
        assert_eq!(message(b"# coding: foo\n", Some("a.py")), "encoding problem: foo");
        assert_eq!(message(b"\xEF\xBB\xBF# coding: latin-1\n", None), "encoding problem: iso-8859-1 with BOM");
        assert_eq!(message(b"a\0", None), "source code string cannot contain null bytes");
        assert_eq!(
            message(b"# coding: ascii\nx=\"\xe9\"\n", None),
            "'ascii' codec can't decode byte 0xe9 in position 19: ordinal not in range(128)"
        );
        assert_eq!(
            message(b"x = 1\ny = \"\xff\"\n", None),
            "(unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"
        );
        assert_eq!(
            message(b"x = 1\ny = \"\xff\"\n", Some("a.py")),
            "Non-UTF-8 code starting with '\\xff' in file a.py on line 2, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details"
        );
    }
}
