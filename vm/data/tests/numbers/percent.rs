//! The table of `%`, with a caller that walks a template as the VM does.

use pausa_data::format::percent::{Conversion, Count, Flavor, Kind, Layout, Part, Template};
use pausa_data::format::percent::{not_a_mapping, not_enough_arguments, star_wants_int};
use pausa_data::format::percent::{star_precision, star_width};
use pausa_data::number::float;
use pausa_data::number::int::{DEFAULT_MAX_STR_DIGITS, Int, from_f64, to_decimal, to_f64};
use pausa_data::number::{Error, Result};
use pausa_data::text::{Text, repr};

use crate::code::Code;

#[derive(Clone)]
enum Value {
    Int(Int),
    Float(f64),
    Str(Vec<u8>),
    Bytes(Vec<u8>),
    Mapping(Vec<(String, Value)>),
}

impl Value {
    fn decode(text: &str) -> Value {
        let (tag, text) = text.split_at(2);
        match tag {
            "i:" => Value::Int(Int::decode(text)),
            "f:" => Value::Float(f64::decode(text)),
            "s:" => Value::Str(text.as_bytes().to_vec()),
            "b:" => Value::Bytes(text.chars().map(|c| u8::try_from(c).expect("a byte")).collect()),
            _ => Value::Mapping(
                text.split(',')
                    .map(|pair| pair.split_once('=').expect("a pair"))
                    .map(|(name, value)| (name.to_string(), Value::decode(value)))
                    .collect(),
            ),
        }
    }

    fn type_name(&self) -> &'static str {
        match self {
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Str(_) => "str",
            Value::Bytes(_) => "bytes",
            Value::Mapping(_) => "Mapping",
        }
    }

    /// `str()` or `repr()`.
    fn text(&self, quoted: bool) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        match self {
            Value::Int(value) => {
                return Ok(to_decimal(value.as_ref(), DEFAULT_MAX_STR_DIGITS)?.into_bytes());
            }
            Value::Float(value) => return Ok(float::repr(*value).into_bytes()),
            Value::Str(text) if quoted => repr::repr(Text::counted(text), &mut out),
            Value::Str(text) => out.extend_from_slice(text),
            Value::Bytes(bytes) => repr::bytes_repr(bytes, &mut out),
            Value::Mapping(_) => out.extend_from_slice(b"<m>"),
        }
        Ok(out)
    }
}

struct Arguments {
    values: std::vec::IntoIter<Value>,
    mapping: Option<Vec<(String, Value)>>,
    flavor: Flavor,
}

/// What the caller raises that is not the business of the code under test.
enum Stop {
    Error(Error),
    KeyError(Vec<u8>),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Error(error)
    }
}

impl Arguments {
    fn next(&mut self) -> Result<Value> {
        self.values.next().ok_or_else(not_enough_arguments)
    }

    fn star(&mut self, count: Option<Count>, convert: impl Fn(Int) -> Result<i64>) -> Result<Option<i64>> {
        if count != Some(Count::Argument) {
            return Ok(None);
        }
        match self.next()? {
            Value::Int(value) => convert(value).map(Some),
            _ => Err(star_wants_int()),
        }
    }

    fn convert(&mut self, conversion: &Conversion, out: &mut Vec<u8>) -> std::result::Result<(), Stop> {
        if let Some(key) = conversion.key.clone() {
            let mapping = self.mapping.as_ref().ok_or_else(not_a_mapping)?;
            let key = key?;
            let found = mapping.iter().find(|(name, _)| name.as_bytes() == key);
            let (_, value) = found.ok_or_else(|| Stop::KeyError(key.to_vec()))?;
            self.values = vec![value.clone()].into_iter();
        }
        let width = self.star(conversion.width, |value| star_width(value.as_ref()))?;
        let precision = self.star(conversion.precision, |value| star_precision(value.as_ref()))?;
        if let Some(problem) = &conversion.problem {
            return Err(problem.clone().into());
        }
        let value = self.next()?;
        let kind = conversion.kind()?;
        let layout = conversion.layout(width, precision);
        Ok(self.write(kind, conversion.character, &layout, value, out)?)
    }

    fn write(&self, kind: Kind, character: u32, layout: &Layout, value: Value, out: &mut Vec<u8>) -> Result<()> {
        let limit = DEFAULT_MAX_STR_DIGITS;
        match (kind, &value) {
            (Kind::Str, _) => layout.text(Text::counted(&value.text(false)?), out),
            (Kind::Repr, _) => layout.text(Text::counted(&value.text(true)?), out),
            (Kind::Ascii, _) => {
                let mut ascii = Vec::new();
                repr::escape_wide(Text::counted(&value.text(true)?), &mut ascii);
                layout.text(Text::of_bytes(&ascii), out)
            }
            (Kind::Bytes, Value::Bytes(bytes)) => layout.text(Text::of_bytes(bytes), out),
            (Kind::Char, Value::Int(code)) => layout.character(code.as_ref(), self.flavor, out),
            (Kind::Char, Value::Str(text)) if Text::counted(text).len() == 1 => layout.single(Text::counted(text), out),
            (Kind::Char, Value::Bytes(bytes)) if bytes.len() == 1 => layout.single(Text::of_bytes(bytes), out),
            (Kind::Decimal, Value::Int(value)) => layout.int(value.as_ref(), None, limit, out),
            (Kind::Decimal, Value::Float(value)) => layout.int(from_f64(*value)?.as_ref(), None, limit, out),
            (Kind::Radix(radix), Value::Int(value)) => layout.int(value.as_ref(), Some(radix), limit, out),
            (Kind::Float(letter), Value::Float(value)) => layout.float(*value, letter, out),
            (Kind::Float(letter), Value::Int(value)) => layout.float(to_f64(value.as_ref())?, letter, out),
            _ => Err(self.flavor.wrong_type(kind, character, value.type_name())),
        }
    }
}

fn fill(template: &[u8], flavor: Flavor, values: Vec<Value>) -> std::result::Result<Vec<u8>, Stop> {
    let mapping = match &values[..] {
        [Value::Mapping(mapping)] => Some(mapping.clone()),
        _ => None,
    };
    // The one argument that is a mapping is also the value of a conversion without a key.
    let mut arguments = Arguments { values: values.into_iter(), mapping, flavor };
    let mut out = Vec::new();
    for part in Template::new(template, flavor) {
        match part {
            Part::Literal(text) => out.extend_from_slice(text),
            Part::Conversion(conversion) => arguments.convert(&conversion, &mut out)?,
        }
    }
    if arguments.mapping.is_none() && arguments.values.next().is_some() {
        return Err(flavor.not_all_converted().into());
    }
    Ok(out)
}

pub(crate) fn percent(name: &str, arguments: &[&str]) -> Result<String> {
    let values = arguments[1..].iter().map(|text| Value::decode(&String::decode(text))).collect();
    let filled = match name {
        "str" => fill(String::decode(arguments[0]).as_bytes(), Flavor::Str, values),
        _ => fill(&Vec::decode(arguments[0]), Flavor::Bytes, values),
    };
    match (filled, name) {
        (Ok(out), "str") => Ok(String::from_utf8(out).expect("no surrogates").encode()),
        (Ok(out), _) => Ok(out.encode()),
        (Err(Stop::Error(error)), _) => Err(error),
        (Err(Stop::KeyError(key)), _) => {
            Ok(format!("!KeyError: {}", format!("'{}'", String::from_utf8_lossy(&key)).encode()))
        }
    }
}
