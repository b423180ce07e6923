//! Checksums that go on from an earlier one.

/// `zlib.crc32`
pub fn crc32(data: &[u8], before: u32) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(before);
    hasher.update(data);
    hasher.finalize()
}

/// `zlib.adler32`
pub fn adler32(data: &[u8], before: u32) -> u32 {
    const MODULUS: u32 = 65_521;
    // So many bytes can be added before a sum can pass 32 bits.
    const CHUNK: usize = 5552;
    let (mut low, mut high) = (before & 0xFFFF, before >> 16);
    for chunk in data.chunks(CHUNK) {
        for &byte in chunk {
            low += u32::from(byte);
            high += low;
        }
        low %= MODULUS;
        high %= MODULUS;
    }
    high << 16 | low
}

/// `binascii.crc_hqx`
pub fn crc_hqx(data: &[u8], before: u32) -> u32 {
    data.iter().fold(before & 0xFFFF, |crc, &byte| {
        let mut crc = crc ^ u32::from(byte) << 8;
        for _ in 0..8 {
            let carry = crc & 0x8000 != 0;
            crc = crc << 1 & 0xFFFF ^ if carry { 0x1021 } else { 0 };
        }
        crc
    })
}
