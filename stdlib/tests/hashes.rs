//! Digests and checksums against those of CPython's `hashlib`, `hmac`, `zlib` and `binascii`.

use pausa_stdlib::hashes::{Algorithm, Blake2, Hasher, Hmac, adler32, crc_hqx, crc32, digests_equal, pbkdf2};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes from 0 to 199.
fn data() -> Vec<u8> {
    (0..200).collect()
}

#[test]
fn digests_are_right_however_the_data_comes() {
    #[rustfmt::skip]
    let rows = [
        ("md5", "fb7001d34b8e82c9b579be5005d5b0a5"),
        ("sha1", "54d11e99127d159799dbce10f51a75e697780478"),
        ("sha224", "ab3e334a37953e18f4f673736dddb64e850bfdf29d5a7ba268c567d9"),
        ("sha256", "1901da1c9f699b48f6b2636e65cbf73abf99d0441ef67f5c540a42f7051dec6f"),
        ("sha384", "7ea4bb2534c67036f49de7beb5fe8a2478df04ff3fef40a9cd4923999a590e9912df1297217ce1a021aa2fb1013498b8"),
        ("sha512", "986058e9895e2c2ab8f9e8cbdf801db12a44842a56a91d5a4e87b1fc98b293722c4664142e42c3c551ff898646268cd92b84ed230b8c94bed7798d4f27cd7465"),
        ("sha512_224", "45455ac9539e497062d4d0023cb5591af4aced509e2465c2da57b466"),
        ("sha512_256", "e511aa65d4e53c0bb6065c9e1d2882248307fc4987e67fca18d7e3c77017df65"),
        ("sha3_224", "8bcd90dbc5379549b5e78a1fbe24ae120d92caef17750461262b1e97"),
        ("sha3_256", "5f728f63bf5ee48c77f453c0490398fa645b8d4c4e56be9a41cfec344d6ca899"),
        ("sha3_384", "b13febb1b3c54a7c6b69367f693a1d1f3145709b6ddef23ff15874133ea1fb9cfa48ee7ff4ec9aa987dea641e33ccdf7"),
        ("sha3_512", "ea5d05f19348dd589793354793a15f37a73b4c0bb4e750b9a00757dfce2f8b65a64191bb9b137de00feef6474cfd47abf7880efbc51614a5715df12cfe0caee3"),
        ("shake_128", "0c4234ca1e31801ae606f8b8d8e0665c66f42a21"),
        ("shake_256", "4ee1ca03272b05d3bfb1e1c79a967f823b9fc5e4"),
        ("blake2b", "fb3c1f0f56a56f8e316fdf5d853c8c872c39635d083634c3904fc3ac07d1b578e85ff0e480e92d44ade33b62e893ee32343e79ddf6ef292e89b582d312502314"),
        ("blake2s", "6d244e1a06ce4ef578dd0f63aff0936706735119ca9c8d22d86c801414ab9741"),
    ];
    for ((name, wanted), algorithm) in rows.into_iter().zip(Algorithm::ALL) {
        assert_eq!(Algorithm::named(&name.to_uppercase()), Some(algorithm));
        let mut hasher = Hasher::new(algorithm);
        for chunk in data().chunks(33) {
            hasher.update(chunk);
            hasher.digest(1);
        }
        let digest = hasher.clone().digest(20);
        assert_eq!(hex(&digest), wanted, "{name}");
        let size = if algorithm.digest_size() == 0 { 20 } else { hasher.digest_size() };
        assert_eq!(digest.len(), size);
    }
    assert_eq!(Algorithm::named("sha3-256"), Some(Algorithm::Sha3_256));
    assert_eq!(Algorithm::named("md4"), None);
}

#[test]
fn blake2_has_all_its_parameters() {
    for (small, wanted) in
        [(false, "ef0f6f28ac8fa2e8ad5d6d2a91fc6e5d9a7d6614"), (true, "14312a47141eed3e9433544f3c8c2bfe4d1bfa17")]
    {
        let parameters = Blake2 {
            digest_size: 20,
            key: b"key",
            salt: b"salt",
            person: b"me",
            fanout: 2,
            depth: 3,
            leaf_size: 4,
            node_offset: 5,
            node_depth: 1,
            inner_size: 7,
            last_node: true,
            ..Blake2::new(small)
        };
        let mut hasher = Hasher::blake2(&parameters).expect("valid parameters");
        hasher.update(&data());
        assert_eq!(hex(&hasher.digest(0)), wanted);
        assert_eq!(hasher.digest_size(), 20);
    }
    let refused = |parameters: Blake2<'_>| Hasher::blake2(&parameters).err();
    let big = || Blake2::new(false);
    assert_eq!(refused(Blake2 { digest_size: 65, ..big() }), Some("digest_size must be between 1 and 64 bytes"));
    assert_eq!(refused(Blake2 { salt: &[0; 17], ..big() }), Some("maximum salt length is 16 bytes"));
    assert_eq!(refused(Blake2 { key: &[0; 65], ..big() }), Some("maximum key length is 64 bytes"));
    assert_eq!(refused(Blake2 { depth: 0, ..big() }), Some("depth must be between 1 and 255"));
    assert_eq!(refused(Blake2 { node_offset: 1 << 48, ..Blake2::new(true) }), Some("node_offset is too large"));
}

#[test]
fn keyed_functions_are_right() {
    let code = |name: &str, key: &[u8]| {
        let mut hmac = Hmac::new(Algorithm::named(name).expect(name), key);
        hmac.update(&data());
        hex(&hmac.digest())
    };
    assert_eq!(code("md5", b"key"), "0bc7987e293cdb013c4b705c92404913");
    assert_eq!(
        code(
            "sha256",
            b"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
        ),
        "4e08f03e498cb71f6563486792cd78601eb9c3c1dac8295c1738d42909b8d672"
    );
    assert_eq!(
        code("sha512", b""),
        "d879c42d930fab8a79324a385d6dfcee1e5aa42f6eb9e0a16d2d0c59d800f716adc51fa219b12924c21806044f1464bacc53379d4c743143c96e91d30600beb3"
    );
    assert_eq!(code("sha3_256", b"key"), "ef04d682f040ca9dd77a4c5f498933bfc9d8aaf0ed5483e4beadadc26a158253");
    let key = |iterations, length| {
        pbkdf2(Algorithm::Sha256, b"password", b"salt", iterations, length, &mut || true).map(|key| hex(&key))
    };
    assert_eq!(key(1, 20).as_deref(), Some("120fb6cffcf8b32c43e7225256c4f837a86548c9"));
    assert_eq!(
        key(1000, 40).as_deref(),
        Some("632c2812e46d4604102ba7618e9d6d7d2f8128f6266b4a03264d2a0460b7dcb388b3b1131f741bcb")
    );
    assert_eq!(pbkdf2(Algorithm::Sha1, b"", b"", 10_000, 20, &mut || false), None);
    assert!(digests_equal(b"abc", b"abc"));
    assert!(!digests_equal(b"abc", b"abd"));
    assert!(!digests_equal(b"abc", b"ab"));
}

#[test]
fn checksums_go_on_from_earlier_ones() {
    let long: Vec<u8> = (0..=255).cycle().take(25_600).collect();
    assert_eq!((crc32(b"", 0), adler32(b"", 1), crc_hqx(b"", 7)), (0, 1, 7));
    assert_eq!(crc32(&long, 0), 319769915);
    assert_eq!(crc32(&data(), 12345), 3250605052);
    assert_eq!(adler32(&long, 1), 1954533600);
    assert_eq!(adler32(&data(), 0xFFFF_FFFF), 1683901898);
    assert_eq!(crc_hqx(&data(), 0), 5537);
    assert_eq!(crc_hqx(&data(), 0x1_FFFF), 28462);
}
