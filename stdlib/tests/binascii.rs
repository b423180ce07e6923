//! Encodings of bytes against CPython's `binascii`.

use pausa_stdlib::binascii::{
    Error, Quoting, decode_base64, decode_hex, decode_quoted, decode_uu, encode_base64, encode_hex_grouped,
    encode_quoted, encode_uu,
};

/// What a function makes of its input, or the message.
fn made(function: impl FnOnce(&mut Vec<u8>) -> Result<(), Error>) -> Result<String, String> {
    let mut out = Vec::new();
    match function(&mut out) {
        Ok(()) => Ok(out.escape_ascii().to_string()),
        Err(message) => Err(message.into_owned()),
    }
}

#[test]
fn base64_is_lenient_or_strict() {
    let wrong_count = "Invalid base64-encoded string: number of data characters (5) \
                       cannot be 1 more than a multiple of 4";
    for (text, lenient, strict) in [
        ("", Ok(""), Ok("")),
        ("YWJj", Ok("abc"), Ok("abc")),
        ("YWJjZA==", Ok("abcd"), Ok("abcd")),
        ("YWI=", Ok("ab"), Ok("ab")),
        ("YWJjZA", Err("Incorrect padding"), Err("Incorrect padding")),
        ("YWJjZA===", Ok("abcd"), Err("Excess data after padding")),
        ("YWJjZ", Err(wrong_count), Err(wrong_count)),
        ("YW Jj\nZA==", Ok("abcd"), Err("Only base64 data is allowed")),
        ("YWJj=", Ok("abc"), Ok("abc")),
        ("=YWJj", Ok("abc"), Err("Leading padding not allowed")),
        ("YW=J", Err("Incorrect padding"), Err("Discontinuous padding not allowed")),
        ("YW==Jj", Ok("a"), Err("Excess data after padding")),
        ("YW=Jj=", Ok("abc"), Err("Discontinuous padding not allowed")),
    ] {
        let decoded = |strict| made(|out| decode_base64(text.as_bytes(), strict, out));
        assert_eq!(decoded(false), lenient.map(Into::into).map_err(Into::into), "{text}");
        assert_eq!(decoded(true), strict.map(Into::into).map_err(Into::into), "{text}");
    }
    let all: Vec<u8> = (0..=255).collect();
    for length in 0..all.len() {
        let (mut text, mut back) = (Vec::new(), Vec::new());
        encode_base64(&all[..length], &mut text);
        assert_eq!(decode_base64(&text, true, &mut back), Ok(()));
        assert_eq!(back, all[..length]);
    }
}

#[test]
fn hexadecimal_digits_come_in_groups() {
    let grouped = |group| {
        made(|out| {
            encode_hex_grouped(b"abcdefg", b':', group, out);
            Ok(())
        })
    };
    assert_eq!(grouped(2).as_deref(), Ok("61:6263:6465:6667"));
    assert_eq!(grouped(-2).as_deref(), Ok("6162:6364:6566:67"));
    assert_eq!(grouped(0).as_deref(), Ok("61626364656667"));
    assert_eq!(grouped(isize::MIN).as_deref(), Ok("61626364656667"));
    let decoded = |text: &str| made(|out| decode_hex(text.as_bytes(), out));
    assert_eq!(decoded("61fF").as_deref(), Ok("a\\xff"));
    assert_eq!(decoded("0"), Err("Odd-length string".to_owned()));
    assert_eq!(decoded("0g"), Err("Non-hexadecimal digit found".to_owned()));
}

#[test]
fn uuencoded_lines() {
    let encoded = |data: &[u8], backtick| made(|out| encode_uu(data, backtick, out));
    assert_eq!(encoded(b"abc", false).as_deref(), Ok("#86)C\\n"));
    assert_eq!(encoded(b"ab\0\0", true).as_deref(), Ok("$86(`````\\n"));
    assert_eq!(encoded(&[0; 46], false), Err("At most 45 bytes at once".to_owned()));
    let decoded = |line: &[u8]| made(|out| decode_uu(line, out));
    assert_eq!(decoded(b"#86)C  \r\n").as_deref(), Ok("abc"));
    assert_eq!(decoded(b"%86)C").as_deref(), Ok("abc\\x00\\x00"));
    assert_eq!(decoded(b"").map(|text| text.len()), Ok(4 * 32));
    assert_eq!(decoded(b"#86)Cx"), Err("Trailing garbage".to_owned()));
    assert_eq!(decoded(b"#8\xff)C"), Err("Illegal char".to_owned()));
}

#[test]
fn quoted_printable_text() {
    let decoded = |text: &str, header| {
        made(|out| {
            decode_quoted(text.as_bytes(), header, out);
            Ok(())
        })
    };
    assert_eq!(decoded("a=3Db=zz_=\r\nc==d=", false).as_deref(), Ok("a=b=zz_c=d"));
    assert_eq!(decoded("a_b=", true).as_deref(), Ok("a b"));
    let encoded = |text: &str, letters: &str| {
        let has = |letter| letters.contains(letter);
        let quoting = Quoting { tabs: has('t'), text: has('i'), header: has('h') };
        made(|out| {
            encode_quoted(text.as_bytes(), quoting, out);
            Ok(())
        })
    };
    assert_eq!(encoded("a=b é", "i").as_deref(), Ok("a=3Db =C3=A9"));
    assert_eq!(encoded("a b_", "it").as_deref(), Ok("a=20b_"));
    assert_eq!(encoded("a b_", "ih").as_deref(), Ok("a_b=5F"));
    assert_eq!(encoded("a \r\n.\nb\t", "i").as_deref(), Ok("a=20\\r\\n=2E\\r\\nb=09"));
    assert_eq!(encoded("a\n", "").as_deref(), Ok("a=0A"));
    let long = format!("{}=\\n{}", "x".repeat(75), "x".repeat(5));
    assert_eq!(encoded(&"x".repeat(80), "i"), Ok(long));
}
