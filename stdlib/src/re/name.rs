//! Names and numbers of groups, as patterns and replacements write them.

use super::error::{Category, Error, Warning, repr};
use super::scanner::Scanner;
use pausa_vm::text::ucd::kinds;
use std::fmt;

/// Sees that a name, which was just taken with what ends it, is one.
pub(super) fn check_name(scanner: &Scanner, name: &[u32], warnings: &mut Vec<Warning>) -> Result<(), Error> {
    if !is_identifier(name) {
        return Err(bad_name(scanner, name));
    }
    if !scanner.is_str() && name.iter().any(|&c| c >= 0x80) {
        warnings.push(name_warning(scanner, name));
    }
    Ok(())
}

/// A name, which was just taken with what ends it, is none.
pub(super) fn bad_name(scanner: &Scanner, name: &[u32]) -> Error {
    let message = [b"bad character in group name ", &repr(name, false)[..]].concat();
    scanner.error(message, name.len() + 1)
}

/// The name will not be accepted one day.
pub(super) fn name_warning(scanner: &Scanner, name: &[u32]) -> Warning {
    let mut message = b"bad character in group name ".to_vec();
    message.extend(repr(name, !scanner.is_str()));
    let at = scanner.tell() - name.len() - 1;
    message.extend(format!(" at position {at}").into_bytes());
    Warning { category: Category::Deprecation, message }
}

/// Whether a group number is written in ASCII digits only.
pub(super) fn is_plain_number(name: &[u32]) -> bool {
    name.iter().all(|c| (0x30..=0x39).contains(c))
}

/// `str.isidentifier`.
pub(super) fn is_identifier(name: &[u32]) -> bool {
    let underscore = u32::from(b'_');
    match name {
        [] => false,
        [first, rest @ ..] => {
            (*first == underscore || kinds::is_xid_start(*first)) && rest.iter().all(|&cp| kinds::is_xid_continue(cp))
        }
    }
}

/// A number that is not negative.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Number {
    Small(u32),
    /// Its digits.
    Big(String),
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Small(value) => value.fmt(f),
            Number::Big(digits) => digits.fmt(f),
        }
    }
}

/// Reads what `int()` reads: blanks around, a sign, digits of any script, single
/// underscores between them. CPython's `re` calls it for group numbers.
pub(super) fn read_number(text: &[u32]) -> Option<Number> {
    let is_space = |cp: &u32| kinds::is_space(*cp);
    let start = text.iter().position(|cp| !is_space(cp))?;
    let end = text.iter().rposition(|cp| !is_space(cp))? + 1;
    let (negative, unsigned) = match text[start..end] {
        [0x2B, ref rest @ ..] => (false, rest),
        [0x2D, ref rest @ ..] => (true, rest),
        ref all => (false, all),
    };
    let underscore = u32::from(b'_');
    let mut digits = String::new();
    let mut count = 0;
    let mut after_digit = false;
    for &cp in unsigned {
        match kinds::decimal(cp) {
            Some(digit) => {
                count += 1;
                if digit != 0 || !digits.is_empty() {
                    digits.push(char::from(b'0' + digit));
                }
                after_digit = true;
            }
            None if cp == underscore && after_digit => after_digit = false,
            None => return None,
        }
    }
    // The limit of `sys.set_int_max_str_digits`.
    if !after_digit || count > 4300 || (negative && !digits.is_empty()) {
        return None;
    }
    if digits.is_empty() {
        return Some(Number::Small(0));
    }
    Some(match digits.parse() {
        Ok(value) => Number::Small(value),
        Err(_) => Number::Big(digits),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let chars: Vec<u32> = text.chars().map(|c| c as u32).collect();
        read_number(&chars).map(|number| number.to_string())
    }

    #[test]
    fn numbers_are_read_as_int_reads_them() {
        assert_eq!(read(" +1_0\n").as_deref(), Some("10"));
        assert_eq!(read("-0").as_deref(), Some("0"));
        assert_eq!(read("\u{663}").as_deref(), Some("3"));
        assert_eq!(read("00099999999999999999999").as_deref(), Some("99999999999999999999"));
        for bad in ["", " ", "+", "_1", "1_", "1__0", "-1", "1 0", "0x1"] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }
}
