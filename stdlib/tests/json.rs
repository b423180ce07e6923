//! JSON against what CPython's `json` says; the messages are its own.

use pausa_stdlib::json::{Event, Reader, write_ascii, write_text};

/// A document as CPython would show it: values separated by blanks, or the error.
fn read(document: &str, strict: bool) -> String {
    let mut reader = Reader::new(document.as_bytes(), 0, strict, 100);
    let mut out: Vec<String> = Vec::new();
    reader.skip_blanks();
    loop {
        let event = match reader.next() {
            Ok(Some(event)) => event,
            Ok(None) => break,
            Err(error) => return error.describe(document.as_bytes()),
        };
        out.push(match event {
            Event::Int(text) => format!("int {text}"),
            Event::Float(text) => format!("float {text}"),
            Event::Text(text) => String::from_utf8_lossy(&text).into_owned(),
            Event::Key(text) => format!("{}:", String::from_utf8_lossy(&text)),
            Event::Constant(name) => name.to_owned(),
            other => format!("{other:?}"),
        });
    }
    match reader.finish() {
        Ok(()) => out.join(" "),
        Err(error) => error.describe(document.as_bytes()),
    }
}

#[test]
fn values_are_read() {
    for (document, wanted) in [
        ("null", "Null"),
        (" true\n", "True"),
        ("-0", "int -0"),
        ("123456789012345678901234567890", "int 123456789012345678901234567890"),
        ("1e5", "float 1e5"),
        ("-1.50E-3", "float -1.50E-3"),
        ("NaN", "NaN"),
        ("-Infinity", "-Infinity"),
        ("[]", "BeginArray EndArray"),
        ("[1 , [ ] ]", "BeginArray int 1 BeginArray EndArray EndArray"),
        ("{}", "BeginObject EndObject"),
        ("{\"a\" : 1,\t\"b\":{}}", "BeginObject a: int 1 b: BeginObject EndObject EndObject"),
        (r#""\"\\\/\b\n\u00e9\ud83d\ude00é""#, "\"\\/\u{8}\né😀é"),
        ("\"\u{7f}\"", "\u{7f}"),
    ] {
        assert_eq!(read(document, true), wanted, "{document}");
    }
    assert_eq!(read("\"a\nb\"", false), "a\nb");
}

#[test]
fn mistakes_are_told_as_cpython_does() {
    const VALUE: &str = "Expecting value";
    const COMMA: &str = "Expecting ',' delimiter";
    const NAME: &str = "Expecting property name enclosed in double quotes";
    const COLON: &str = "Expecting ':' delimiter";
    const OPEN: &str = "Unterminated string starting at";
    const UNICODE: &str = "Invalid \\uXXXX escape";
    for (document, message, char) in [
        ("", VALUE, 0),
        ("[", VALUE, 1),
        ("[ ", VALUE, 2),
        ("[1", COMMA, 2),
        ("[1,", VALUE, 3),
        ("[1,]", VALUE, 3),
        ("[1 2]", COMMA, 3),
        ("[1}", COMMA, 2),
        ("{", NAME, 1),
        ("{1:2}", NAME, 1),
        ("{\"a\"", COLON, 4),
        ("{\"a\" 1}", COLON, 5),
        ("{\"a\":", VALUE, 5),
        ("{\"a\":1", COMMA, 6),
        ("{\"a\":1,}", NAME, 7),
        ("{\"é\":x}", VALUE, 5),
        ("01", "Extra data", 1),
        ("1.5e", "Extra data", 3),
        ("1e+", "Extra data", 1),
        ("nulll", "Extra data", 4),
        (" 1 x", "Extra data", 3),
        ("-", VALUE, 0),
        ("-Inf", VALUE, 0),
        (".5", VALUE, 0),
        ("\u{b}1", VALUE, 0),
        ("\"abc", OPEN, 0),
        (r#"["ab\"#, OPEN, 1),
        (r#""ab\q""#, "Invalid \\escape", 3),
        (r#""\u12""#, UNICODE, 2),
        (r#""\u1234"#, UNICODE, 2),
        (r#""\u+123""#, UNICODE, 2),
        (r#""\ud83d\u00""#, UNICODE, 8),
        ("\"a\nb\"", "Invalid control character at", 2),
    ] {
        let wanted = format!("{message}: line 1 column {} (char {char})", char + 1);
        assert_eq!(read(document, true), wanted, "{document}");
    }
    assert_eq!(read("[\n 1,\n é]", true), "Expecting value: line 3 column 2 (char 7)");
}

#[test]
fn depth_is_limited_and_needs_no_stack() {
    let nested = |depth: usize| read(&("[".repeat(depth) + &"]".repeat(depth)), true);
    assert!(nested(100).starts_with("BeginArray"));
    let message = "maximum recursion depth exceeded while decoding a JSON array from a unicode string";
    assert_eq!(nested(101), message);
    let deep = "[".repeat(1_000_000);
    let mut reader = Reader::new(deep.as_bytes(), 0, true, usize::MAX);
    while let Ok(Some(_)) = reader.next() {}
    assert_eq!(reader.position(), 1_000_000);
}

#[test]
fn strings_are_written() {
    let text = b"\"\\/\n\r\t\x08\x0c\x01\x7f\xc3\xa9\xf0\x9f\x98\x80\xed\xa0\xbd";
    let (mut ascii, mut plain) = (Vec::new(), Vec::new());
    write_ascii(text, &mut ascii);
    write_text(text, &mut plain);
    let common = r#""\"\\/\n\r\t\b\f\u0001"#.as_bytes();
    assert_eq!(ascii, [common, br#"\u007f\u00e9\ud83d\ude00\ud83d""#].concat());
    assert_eq!(plain, [common, b"\x7f\xc3\xa9\xf0\x9f\x98\x80\xed\xa0\xbd\""].concat());
}
