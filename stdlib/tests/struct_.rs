//! Packed bytes and messages against CPython's.

use pausa_stdlib::struct_::{
    Code, Error, Format, Packed, Task, check_exact, locate, pack_bytes, pack_float, pack_int, unpack,
};

fn message<T>(result: Result<T, Error>) -> String {
    match result {
        Ok(_) => "no error".to_owned(),
        Err(Error::Struct(message)) => message,
        Err(Error::Overflow(message)) => format!("OverflowError: {message}"),
    }
}

#[test]
fn formats_are_measured() {
    for (format, size, count) in [
        ("", 0, 0),
        ("x", 1, 0),
        ("bhi", 8, 3),
        ("=bhi", 7, 3),
        ("@b0q", 8, 1),
        (" b 2h ", 6, 3),
        ("<lq", 12, 2),
        ("lq", 16, 2),
        ("5s3p", 8, 2),
        ("0s", 0, 1),
        ("bxP", 16, 2),
        ("nN", 16, 2),
        ("efd", 16, 3),
        ("9223372036854775807b", 9223372036854775807, 9223372036854775807),
    ] {
        let read = Format::parse(format.as_bytes()).expect(format);
        assert_eq!((read.size(), read.count()), (size, count), "{format}");
    }
    for (format, wanted) in [
        ("5", "repeat count given without format specifier"),
        ("z", "bad char in struct format"),
        ("<n", "bad char in struct format"),
        (">P", "bad char in struct format"),
        ("2 h", "bad char in struct format"),
        ("b<h", "bad char in struct format"),
        ("b\0", "embedded null character"),
        ("9223372036854775808b", "total struct size too long"),
        ("9223372036854775807bb", "total struct size too long"),
        ("4611686018427387904i", "total struct size too long"),
    ] {
        assert_eq!(message(Format::parse(format.as_bytes())), wanted, "{format}");
    }
}

#[test]
fn integers_fit_or_say_why_not() {
    let pack = |format: &str, value: i128| {
        let field = Format::parse(format.as_bytes()).expect(format).fields()[0];
        let mut out = vec![0; field.size];
        pack_int(&field, value, &mut out).map(|()| out)
    };
    assert_eq!(pack("<i", -2), Ok(vec![0xFE, 0xFF, 0xFF, 0xFF]));
    assert_eq!(pack(">H", 258), Ok(vec![1, 2]));
    assert_eq!(pack("P", -1), Ok(vec![0xFF; 8]));
    assert_eq!(pack("Q", u64::MAX.into()), Ok(vec![0xFF; 8]));
    for (format, value, wanted) in [
        ("b", 128, "byte format requires -128 <= number <= 127"),
        (">B", -1, "ubyte format requires 0 <= number <= 255"),
        ("B", 1 << 63, "argument out of range"),
        ("<h", -32769, "short format requires -32768 <= number <= 32767"),
        (">h", -32769, "'h' format requires -32768 <= number <= 32767"),
        (">H", -1, "argument out of range"),
        (">H", 65536, "'H' format requires 0 <= number <= 65535"),
        ("i", 1 << 31, "'i' format requires -2147483648 <= number <= 2147483647"),
        ("I", 1 << 32, "'I' format requires 0 <= number <= 4294967295"),
        ("I", -1, "argument out of range"),
        ("<l", 1 << 63, "argument out of range"),
        ("q", 1 << 63, "argument out of range"),
        (">q", 1 << 63, "int too large to convert"),
        ("P", 1 << 64, "int too large to convert"),
    ] {
        assert_eq!(message(pack(format, value)), wanted, "{format} {value}");
    }
}

#[test]
fn floats_are_rounded_to_the_nearest() {
    let pack = |format: &str, value: f64, from_int: bool| {
        let field = Format::parse(format.as_bytes()).expect(format).fields()[0];
        let mut out = vec![0; field.size];
        pack_float(&field, value, from_int, &mut out).map(|()| out)
    };
    for (value, wanted) in [
        (0.0, [0x00, 0x00]),
        (-0.0, [0x80, 0x00]),
        (1.0, [0x3C, 0x00]),
        (65519.99, [0x7B, 0xFF]),
        (f64::INFINITY, [0x7C, 0x00]),
        (f64::NAN.copysign(-1.0), [0xFE, 0x00]),
        (2f64.powi(-24), [0x00, 0x01]),
        (2f64.powi(-25), [0x00, 0x00]),
        (2f64.powi(-25) * 1.0000001, [0x00, 0x01]),
        (2f64.powi(-14) - 2f64.powi(-26), [0x04, 0x00]),
        (0.1, [0x2E, 0x66]),
    ] {
        assert_eq!(pack(">e", value, false), Ok(wanted.to_vec()), "{value}");
    }
    for half in 0..=u16::MAX {
        let field = Format::parse(b"<e").expect("a format").fields()[0];
        let bytes = half.to_le_bytes();
        let Packed::Float(value) = unpack(&field, &bytes) else { panic!("no float") };
        if !value.is_nan() {
            assert_eq!(pack("<e", value, false), Ok(bytes.to_vec()), "{half:#x}");
        }
    }
    let too_large = "OverflowError: float too large to pack with e format";
    assert_eq!(message(pack("e", 65520.0, false)), too_large);
    assert_eq!(message(pack("e", 65520.0, true)), "int too large to convert");
    assert_eq!(pack("f", 1e300, false), Ok(f32::INFINITY.to_le_bytes().to_vec()));
    let too_large = "OverflowError: float too large to pack with f format";
    assert_eq!(message(pack("<f", 3.4028235677973366e38, false)), too_large);
}

#[test]
fn bytes_are_cut_or_filled_up() {
    let pack = |format: &str, bytes: &[u8]| {
        let field = Format::parse(format.as_bytes()).expect(format).fields()[0];
        let mut out = vec![0xAA; field.size];
        pack_bytes(&field, bytes, &mut out);
        let Packed::Bytes(back) = unpack(&field, &out) else { panic!("no bytes") };
        (out.clone(), back.to_vec())
    };
    assert_eq!(pack("5s", b"ab"), (b"ab\0\0\0".to_vec(), b"ab\0\0\0".to_vec()));
    assert_eq!(pack("2s", b"abc"), (b"ab".to_vec(), b"ab".to_vec()));
    assert_eq!(pack("5p", b"ab"), (b"\x02ab\0\0".to_vec(), b"ab".to_vec()));
    assert_eq!(pack("2p", b"abc"), (b"\x01a".to_vec(), b"a".to_vec()));
    assert_eq!(pack("0p", b"abc"), (Vec::new(), Vec::new()));
    let field = Format::parse(b"5p").expect("a format").fields()[0];
    assert_eq!(field.code, Code::Pascal);
    assert_eq!(unpack(&field, b"\x09abcd"), Packed::Bytes(b"abcd"));
}

#[test]
fn buffers_are_measured() {
    assert_eq!(message(check_exact(2, 1)), "unpack requires a buffer of 2 bytes");
    assert_eq!(locate(Task::UnpackFrom, 2, -2, 3), Ok(1));
    for (task, offset, length, wanted) in [
        (
            Task::UnpackFrom,
            2,
            3,
            "unpack_from requires a buffer of at least 4 bytes for unpacking 2 bytes at offset 2 \
             (actual buffer size is 3)",
        ),
        (
            Task::PackInto,
            0,
            1,
            "pack_into requires a buffer of at least 2 bytes for packing 2 bytes at offset 0 \
             (actual buffer size is 1)",
        ),
        (Task::UnpackFrom, -1, 3, "not enough data to unpack 2 bytes at offset -1"),
        (Task::PackInto, -1, 3, "no space to pack 2 bytes at offset -1"),
        (Task::PackInto, -5, 3, "offset -5 out of range for 3-byte buffer"),
    ] {
        assert_eq!(message(locate(task, 2, offset, length)), wanted);
    }
    let format = Format::parse(b"2h").expect("a format");
    assert_eq!(message(format.check_count(1, "pack_into")), "pack_into expected 2 items for packing (got 1)");
}
