//! Compression to the byte as CPython's `zlib`, which is zlib 1.2.13, and back.

use pausa_stdlib::hashes::crc32;
use pausa_stdlib::zlib::{Compressor, Decompressor, Error, Flush, Strategy};

/// Numbers that look random, from 0 to 32767.
fn numbers(seed: u32) -> impl FnMut() -> usize {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7FFF_FFFF;
        (state >> 16) as usize
    }
}

fn text(length: usize) -> Vec<u8> {
    let mut next = numbers(1);
    let words: Vec<Vec<u8>> = (0..200)
        .map(|_| {
            let letters = 1 + next() % 9;
            (0..letters).map(|_| b'a' + (next() % 26) as u8).collect()
        })
        .collect();
    let mut out = Vec::new();
    while out.len() < length {
        let (number, most) = (next(), 1 + next() % 200);
        out.extend_from_slice(&words[number % most]);
        out.push(b' ');
    }
    out.truncate(length);
    out
}

fn data(name: &str) -> Vec<u8> {
    let made = |seed, length: usize, make: fn(&mut dyn FnMut() -> usize) -> u8| {
        let mut next = numbers(seed);
        (0..length).map(|_| make(&mut next)).collect()
    };
    match name {
        "text" => text(150_000),
        "noise" => made(2, 3000, |next| next() as u8),
        "few" => made(3, 20_000, |next| b"aab"[next() % 3]),
        "skewed" => made(4, 90_000, |next| (next() & next() & next()) as u8),
        "zeros" => vec![0; 70_000],
        _ => Vec::new(),
    }
}

fn decompressed(compressed: &[u8], wbits: i64, piece: usize, most: usize) -> Result<Vec<u8>, Error> {
    let mut decompressor = Decompressor::new(wbits).expect("valid");
    let mut out = Vec::new();
    for piece in compressed.chunks(piece) {
        let mut input = piece;
        loop {
            let before = out.len();
            decompressor.decompress(input, most, &mut out)?;
            input = &[];
            if out.len() - before < most || decompressor.is_done() {
                break;
            }
        }
    }
    assert!(decompressor.is_done());
    Ok(out)
}

#[test]
fn streams_are_those_of_zlib() {
    #[rustfmt::skip]
    let rows = [
        ("text", 1, 15, 8, 0, 45937, 0x60E2DE70),
        ("text", 2, 15, 8, 0, 45725, 0xA8771B79),
        ("text", 3, 15, 8, 0, 44922, 0xFA950E40),
        ("text", 4, 15, 8, 0, 42206, 0xA83D9080),
        ("text", 5, 15, 8, 0, 41232, 0xDBF66255),
        ("text", 6, 15, 8, 0, 40288, 0x89EEACD2),
        ("text", 7, 15, 8, 0, 40234, 0x5F32D927),
        ("text", 9, 15, 8, 0, 40229, 0x0B93A50E),
        ("text", 6, -15, 8, 0, 40282, 0x4E0111D6),
        ("text", 6, 31, 9, 0, 40291, 0x25CF61B1),
        ("text", 9, 9, 1, 0, 92757, 0x20C70973),
        ("text", 6, -12, 5, 1, 46343, 0xB340C5B8),
        ("text", 6, 15, 8, 2, 86440, 0x5C056FFF),
        ("text", 6, 15, 8, 3, 86440, 0x5C056FFF),
        ("text", 6, 15, 8, 4, 49011, 0x2AE5204D),
        ("noise", 1, 15, 8, 0, 3011, 0x7FE973F7),
        ("noise", 6, 15, 8, 0, 3011, 0x239DE0BE),
        ("noise", 9, 15, 8, 0, 3011, 0x6674C891),
        ("noise", 6, -15, 8, 0, 3005, 0x4411CBD5),
        ("noise", 6, 31, 9, 0, 3023, 0x2C1457A0),
        ("noise", 9, 9, 1, 0, 3126, 0x7206DAFC),
        ("noise", 6, 15, 8, 3, 3011, 0x7FE973F7),
        ("few", 1, 15, 8, 0, 4387, 0x45E6CCB5),
        ("few", 6, 15, 8, 0, 3187, 0x281F07E4),
        ("few", 9, 15, 8, 0, 3112, 0x8314FCE6),
        ("few", 6, -15, 8, 0, 3181, 0x2FE47483),
        ("few", 6, 31, 9, 0, 3199, 0x07277D43),
        ("few", 9, 9, 1, 0, 3625, 0x5456658B),
        ("few", 6, 15, 8, 3, 3465, 0x43F01AD1),
        ("skewed", 1, 15, 8, 0, 57897, 0x984CED1B),
        ("skewed", 2, 15, 8, 0, 58326, 0xC34D914D),
        ("skewed", 3, 15, 8, 0, 58700, 0xC5154EA2),
        ("skewed", 4, 15, 8, 0, 57276, 0xDB793493),
        ("skewed", 5, 15, 8, 0, 57044, 0x0F9DE800),
        ("skewed", 6, 15, 8, 0, 56786, 0xDA76D413),
        ("skewed", 7, 15, 8, 0, 56685, 0xC35C5076),
        ("skewed", 9, 15, 8, 0, 56534, 0x4A7475E1),
        ("skewed", 6, -15, 8, 0, 56780, 0xD1696009),
        ("skewed", 6, 31, 9, 0, 56775, 0xFAE01ACC),
        ("skewed", 9, 9, 1, 0, 74127, 0x996B857D),
        ("skewed", 6, -12, 5, 1, 52726, 0xD79C2741),
        ("skewed", 6, 15, 8, 2, 49860, 0x0619FE3F),
        ("skewed", 6, 15, 8, 3, 50256, 0x63DF3BCB),
        ("skewed", 6, 15, 8, 4, 70800, 0x7CCF0012),
        ("zeros", 1, 15, 8, 0, 329, 0x2F18BB84),
        ("zeros", 6, 15, 8, 0, 91, 0x424B9BE3),
        ("zeros", 9, 15, 8, 0, 91, 0x7CC53940),
        ("zeros", 6, -15, 8, 0, 85, 0x69A698B1),
        ("zeros", 6, 31, 9, 0, 103, 0xE40858C9),
        ("zeros", 9, 9, 1, 0, 116, 0x4AE0A019),
        ("zeros", 6, 15, 8, 3, 90, 0x07EDD723),
        ("nothing", 1, 15, 8, 0, 8, 0x4D731CC0),
        ("nothing", 6, 15, 8, 0, 8, 0xC36C0B3C),
        ("nothing", 9, 15, 8, 0, 8, 0xE4B74B7F),
        ("nothing", 6, -15, 8, 0, 2, 0x6AF4413C),
        ("nothing", 6, 31, 9, 0, 20, 0xC6EE70FB),
        ("nothing", 9, 9, 1, 0, 8, 0xA1C4AE17),
        ("nothing", 6, 15, 8, 3, 8, 0x4D731CC0),
    ];
    for (name, level, wbits, memory, strategy, length, checksum) in rows {
        let row = format!("{name} {level} {wbits} {memory} {strategy}");
        let strategy = Strategy::from_number(strategy).expect("a strategy");
        let data = data(name);
        let compressor = Compressor::new(level, wbits, memory, strategy).expect("valid");
        let mut whole = compressor.clone();
        let mut out = whole.compress(&data);
        out.extend(whole.flush(Flush::Finish));
        assert_eq!((out.len(), crc32(&out, 0)), (length, checksum), "{row}");

        let mut pieces = compressor;
        let mut again = Vec::new();
        data.chunks(777).for_each(|piece| again.extend(pieces.compress(piece)));
        again.extend(pieces.flush(Flush::Finish));
        assert_eq!(again, out, "{row}");

        assert_eq!(decompressed(&out, wbits, usize::MAX, usize::MAX).as_ref(), Ok(&data), "{row}");
        assert_eq!(decompressed(&out, wbits, 61, 1000).as_ref(), Ok(&data), "{row}");
    }
}

#[test]
fn flushes_bring_out_what_zlib_brings_out() {
    let text = text(1000);
    let mut compressor = Compressor::new(-1, 15, 8, Strategy::Default).expect("valid");
    let outs = [
        compressor.compress(&text),
        compressor.flush(Flush::Sync),
        compressor.compress(&text),
        compressor.flush(Flush::Partial),
        compressor.compress(&text),
        compressor.flush(Flush::Full),
        compressor.compress(&text),
        compressor.flush(Flush::Block),
        compressor.flush(Flush::Finish),
    ];
    let found: Vec<(usize, u32)> = outs.iter().map(|out| (out.len(), crc32(out, 0))).collect();
    assert_eq!(outs[0], [0x78, 0x9C]);
    assert_eq!(
        found[1..],
        [
            (474, 0x12D972B0),
            (0, 0x00000000),
            (14, 0x11CF0406),
            (0, 0x00000000),
            (18, 0x346710B5),
            (0, 0x00000000),
            (469, 0x89C82407),
            (6, 0xA9D3A46D),
        ]
    );
    assert_eq!(decompressed(&outs.concat(), 47, 100, 100), Ok(text.repeat(4)));
}

#[test]
fn level_zero_stores() {
    for length in [0, 10, 40_000, 200_000] {
        let data: Vec<u8> = text(length);
        let mut compressor = Compressor::new(0, 31, 8, Strategy::Default).expect("valid");
        let mut out = Vec::new();
        data.chunks(9999).for_each(|piece| out.extend(compressor.compress(piece)));
        out.extend(compressor.flush(Flush::Finish));
        assert!(out.len() < data.len() + 100);
        assert_eq!(decompressed(&out, 31, 1000, usize::MAX), Ok(data));
    }
}

#[test]
fn dictionaries_are_asked_for() {
    let dictionary = b"hello world, dictionary";
    let mut compressor = Compressor::new(6, 15, 8, Strategy::Default).expect("valid");
    assert!(compressor.set_dictionary(dictionary));
    let mut out = compressor.compress(b"hello dictionary");
    out.extend(compressor.flush(Flush::Finish));
    let hex: String = out.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "78bb688d08dfcb000b23f8003529066b");

    let mut decompressor = Decompressor::new(15).expect("valid");
    let mut back = Vec::new();
    let asked = decompressor.decompress(&out, usize::MAX, &mut back);
    assert_eq!(asked, Err(Error::NeedsDictionary));
    assert_eq!(decompressor.set_dictionary(b"another"), Err(Error::WrongDictionary));
    assert_eq!(decompressor.set_dictionary(dictionary), Ok(()));
    assert_eq!(decompressor.decompress(b"rest", usize::MAX, &mut back), Ok(()));
    assert_eq!(back, b"hello dictionary");
    assert_eq!(decompressor.take_rest(), b"rest");
}

#[test]
fn mistakes_have_zlibs_messages() {
    let mut compressor = Compressor::new(6, 15, 8, Strategy::Default).expect("valid");
    let mut good = compressor.compress(b"hello hello hello");
    good.extend(compressor.flush(Flush::Finish));
    let changed = |at: usize, byte: u8| {
        let mut data = good.clone();
        data[at] = byte;
        data
    };
    for (wbits, data, message) in [
        (15, b"hello".to_vec(), "incorrect header check"),
        (15, b"\x79\x18".to_vec(), "unknown compression method"),
        (9, good.clone(), "invalid window size"),
        (31, good.clone(), "incorrect header check"),
        (31, b"\x1f\x8b\x07\0\0\0\0\0\0\0".to_vec(), "unknown compression method"),
        (31, b"\x1f\x8b\x08\xe0\0\0\0\0\0\0".to_vec(), "unknown header flags set"),
        (15, changed(good.len() - 1, 0), "incorrect data check"),
        (-15, b"\x07".to_vec(), "invalid block type"),
        (-15, b"\x01\x01\0\0\0".to_vec(), "invalid stored block lengths"),
        (-15, b"\x05\xff\0\0\0\0".to_vec(), "too many length or distance symbols"),
        (-15, b"\x03\x02\0\0".to_vec(), "invalid distance too far back"),
    ] {
        let mut decompressor = Decompressor::new(wbits).expect("valid");
        let found = decompressor.decompress(&data, usize::MAX, &mut Vec::new());
        assert_eq!(found, Err(Error::Data(message)), "{data:02x?}");
    }
    assert_eq!(
        Error::Data("incorrect data check").message(),
        "Error -3 while decompressing data: incorrect data check"
    );
    assert!(Compressor::new(10, 15, 8, Strategy::Default).is_none());
    assert!(Compressor::new(6, -8, 8, Strategy::Default).is_none());
    assert!(Decompressor::new(7).is_none());
}
