//! The tables of formatting.

use pausa_data::format;
use pausa_data::number::Result;
use pausa_data::number::complex::Complex;
use pausa_data::number::int::{DEFAULT_MAX_STR_DIGITS, Int};
use pausa_data::text::Text;

use crate::code::{Code, run};

fn written(write: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> Result<String> {
    let mut out = Vec::new();
    write(&mut out)?;
    Ok(String::from_utf8(out).expect("these tables have no surrogates"))
}

pub(crate) fn spec(name: &str, arguments: &[&str]) -> Result<String> {
    match name {
        "int" => run!(arguments, |value: Int, spec: String| written(|out| {
            format::int(value.as_ref(), Text::from(&*spec), "int", DEFAULT_MAX_STR_DIGITS, out)
        })?),
        "float" => run!(arguments, |value: f64, spec: String| written(|out| {
            format::float(value, Text::from(&*spec), "float", out)
        })?),
        "complex" => run!(arguments, |value: Complex, spec: String| written(|out| {
            format::complex(value, Text::from(&*spec), "complex", out)
        })?),
        "str" => run!(arguments, |value: String, spec: String| written(|out| {
            format::str(Text::from(&*value), Text::from(&*spec), "str", out)
        })?),
        _ => panic!("unknown operation {name}"),
    }
}
