//! How arguments and results are written in the tables; `oracle.py` explains it.

use num_bigint::BigInt;
use num_traits::Num;
use pausa_data::number::complex::Complex;
use pausa_data::number::int::Int;

/// A value that can stand in a table.
pub(crate) trait Code: Sized {
    fn encode(&self) -> String;
    fn decode(text: &str) -> Self;
}

impl Code for Int {
    fn encode(&self) -> String {
        format!("{:#x}", self.as_ref().to_big().as_ref())
    }

    fn decode(text: &str) -> Int {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text),
        };
        let digits = digits.strip_prefix("0x").expect("a hexadecimal integer");
        BigInt::from_str_radix(&format!("{sign}{digits}"), 16).expect("a hexadecimal integer").into()
    }
}

macro_rules! words {
    ($($word:ty)*) => {
        $(impl Code for $word {
            fn encode(&self) -> String {
                Int::from(*self as i64).encode()
            }

            fn decode(text: &str) -> $word {
                Int::decode(text).as_ref().to_i64().expect("a word") as $word
            }
        })*
    };
}

words!(i64 usize);

impl Code for bool {
    fn encode(&self) -> String {
        u8::from(*self).to_string()
    }

    fn decode(text: &str) -> bool {
        text == "0x1"
    }
}

impl Code for f64 {
    fn encode(&self) -> String {
        if self.is_nan() { "nan".to_string() } else { format!("{:016x}", self.to_bits()) }
    }

    fn decode(text: &str) -> f64 {
        if text == "nan" { f64::NAN } else { f64::from_bits(u64::from_str_radix(text, 16).expect("a float's bits")) }
    }
}

impl Code for Complex {
    fn encode(&self) -> String {
        format!("{} {}", self.re.encode(), self.im.encode())
    }

    fn decode(text: &str) -> Complex {
        let (re, im) = text.split_once(' ').expect("two floats");
        Complex { re: f64::decode(re), im: f64::decode(im) }
    }
}

impl Code for String {
    fn encode(&self) -> String {
        let mut text = String::new();
        for c in self.chars() {
            match c {
                '\n' => text.push_str("\\n"),
                '\t' => text.push_str("\\t"),
                '\r' => text.push_str("\\r"),
                '\\' => text.push_str("\\\\"),
                ' '..='~' => text.push(c),
                '\0'..='\u{ff}' => text.push_str(&format!("\\x{:02x}", u32::from(c))),
                '\u{100}'..='\u{ffff}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
                _ => text.push_str(&format!("\\U{:08x}", u32::from(c))),
            }
        }
        text
    }

    fn decode(text: &str) -> String {
        let mut decoded = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('\\') {
            decoded.push_str(&rest[..at]);
            let digits = match rest.as_bytes()[at + 1] {
                b'x' => 2,
                b'u' => 4,
                b'U' => 8,
                letter => {
                    decoded.push(match letter {
                        b'n' => '\n',
                        b't' => '\t',
                        b'r' => '\r',
                        _ => '\\',
                    });
                    0
                }
            };
            let end = at + 2 + digits;
            if digits > 0 {
                let code = u32::from_str_radix(&rest[at + 2..end], 16).expect("an escape");
                decoded.push(char::from_u32(code).expect("a character"));
            }
            rest = &rest[end..];
        }
        decoded + rest
    }
}

/// Bytes stand in the tables as the text that has their values as its code points.
impl Code for Vec<u8> {
    fn encode(&self) -> String {
        self.iter().map(|&byte| char::from(byte)).collect::<String>().encode()
    }

    fn decode(text: &str) -> Vec<u8> {
        String::decode(text).chars().map(|c| u8::try_from(c).expect("a byte")).collect()
    }
}

impl<T: Code> Code for Option<T> {
    fn encode(&self) -> String {
        self.as_ref().map_or("-".to_string(), Code::encode)
    }

    fn decode(text: &str) -> Option<T> {
        (text != "-").then(|| T::decode(text))
    }
}

impl<A: Code, B: Code> Code for (A, B) {
    fn encode(&self) -> String {
        format!("{} {}", self.0.encode(), self.1.encode())
    }

    fn decode(text: &str) -> (A, B) {
        let (a, b) = text.split_once(' ').expect("two values");
        (A::decode(a), B::decode(b))
    }
}

/// Runs a function on arguments decoded to its parameters' types, and encodes what it returns.
macro_rules! run {
    ($arguments:ident, |$($parameter:ident: $type:ty),*| $body:expr) => {{
        let mut arguments = $arguments.iter();
        $(let $parameter = <$type>::decode(arguments.next().expect("an argument"));)*
        Ok($body.encode())
    }};
}

pub(crate) use run;
