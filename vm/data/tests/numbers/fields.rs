//! The table of `str.format`, with a caller that walks a template as the VM does.

use pausa_data::format::fields::{self, Conversion, First, Numbering, Path, Step, Template};
use pausa_data::number::{Error, Result};
use pausa_data::text::{Text, repr};

use crate::code::Code;

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("no surrogates")
}

fn quoted(bytes: &[u8]) -> String {
    let mut out = Vec::new();
    repr::repr(Text::counted(bytes), &mut out);
    text(&out)
}

/// What stops formatting: an error of the code under test, or the name and text of another.
enum Stop {
    Error(Error),
    Other(String),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Error(error)
    }
}

/// Fills a template in with objects that show how they have been come to, as the oracle's do.
fn fill(template: &[u8], numbering: &mut Numbering, depth: u32) -> std::result::Result<String, Stop> {
    let mut out = String::new();
    for part in Template::new(template) {
        let part = part?;
        out += &text(part.literal);
        let Some(field) = part.field else { continue };
        let (first, path) = fields::split(field.name)?;
        let mut object = match (numbering.position(first)?, first) {
            (Some(index @ 0..=2), _) => index.to_string(),
            (Some(index), _) => {
                let message = format!("Replacement index {index} out of range for positional args tuple");
                return Err(Stop::Other(format!("IndexError: {message}")));
            }
            (None, First::Name(name @ (b"a" | b"b"))) => text(name),
            (None, First::Name(name)) => {
                return Err(Stop::Other(format!("KeyError: {}", quoted(name))));
            }
            (None, first) => panic!("{first:?} has no position"),
        };
        for step in path {
            object += &match step? {
                Step::Attribute(name) => format!(".{}", text(name)),
                Step::Index(index) => format!("[{index}]"),
                Step::Key(key) => format!("[{}]", quoted(key)),
            };
        }
        let converted = field.conversion()?.map(|conversion| match conversion {
            Conversion::Str => format!("S({object})"),
            Conversion::Repr => format!("R({object})"),
            Conversion::Ascii => {
                let mut out = Vec::new();
                repr::escape_wide(Text::from(&*format!("R({object})")), &mut out);
                text(&out)
            }
        });
        let spec = match (field.nested, depth) {
            (false, _) => text(field.spec),
            (true, 0) => return Err(fields::too_deep().into()),
            (true, _) => fill(field.spec, numbering, depth - 1)?,
        };
        match converted {
            None => out += &format!("<{object}|{spec}>"),
            Some(converted) => {
                let mut formatted = Vec::new();
                match spec.as_str() {
                    // format(value, "") is str(value), which the caller knows.
                    "" => out += &converted,
                    spec => {
                        let spec = Text::from(spec);
                        pausa_data::format::str(Text::from(&*converted), spec, "str", &mut formatted)?;
                        out += &text(&formatted);
                    }
                }
            }
        }
    }
    Ok(out)
}

fn path(path: Path) -> Result<Vec<String>> {
    path.map(|step| {
        Ok(match step? {
            Step::Attribute(name) => format!("(True, {})", quoted(name)),
            Step::Index(index) => format!("(False, {index})"),
            Step::Key(key) => format!("(False, {})", quoted(key)),
        })
    })
    .collect()
}

pub(crate) fn fields(name: &str, arguments: &[&str]) -> Result<String> {
    let template = String::decode(arguments[0]).into_bytes();
    match name {
        "format" => match fill(&template, &mut Numbering::default(), 1) {
            Ok(out) => Ok(out.encode()),
            Err(Stop::Error(error)) => Err(error),
            Err(Stop::Other(error)) => Ok(format!("!{}", error.encode())),
        },
        "parse" => {
            let parts = Template::new(&template).map(|part| {
                let part = part?;
                let literal = quoted(part.literal);
                let Some(field) = part.field else {
                    return Ok(format!("({literal}, None, None, None)"));
                };
                let conversion = field.conversion.and_then(char::from_u32);
                let conversion = conversion.map_or("None".to_string(), |c| quoted(c.to_string().as_bytes()));
                Ok(format!("({literal}, {}, {}, {conversion})", quoted(field.name), quoted(field.spec)))
            });
            let parts: Vec<String> = parts.collect::<Result<_>>()?;
            Ok(format!("[{}]", parts.join(", ")).encode())
        }
        _ => {
            let (first, rest) = fields::split(&template)?;
            let first = match first {
                First::Next => "''".to_string(),
                First::Index(index) => index.to_string(),
                First::Name(name) => quoted(name),
            };
            Ok(format!("({first}, [{}])", path(rest)?.join(", ")).encode())
        }
    }
}
