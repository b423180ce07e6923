# Bytes as text and back.
import binascii as b
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__mro__[:3], e)
t(lambda: b.a2b_base64('YWJj')); t(lambda: b.a2b_base64(b'YWJj\n')); t(lambda: b.a2b_base64('é')); t(lambda: b.a2b_base64(5)); t(lambda: b.a2b_base64('YW')); t(lambda: b.a2b_base64('Y')); t(lambda: b.a2b_base64('YWJj=', strict_mode=True)); t(lambda: b.a2b_base64(bytearray(b'YWJj')))
t(lambda: b.b2a_base64(b'abc')); t(lambda: b.b2a_base64(b'abc', newline=False)); t(lambda: b.b2a_base64('abc')); t(lambda: b.b2a_base64(memoryview(b'abc')))
t(lambda: b.hexlify(b'abc')); t(lambda: b.hexlify(b'abcd','-',2)); t(lambda: b.b2a_hex(b'abcd',b':',bytes_per_sep=-3)); t(lambda: b.hexlify(b'abcd','xx')); t(lambda: b.hexlify(b'abcd','é'));t(lambda: b.hexlify(b'abcd',5)); t(lambda: b.hexlify('abc')); t(lambda: b.hexlify(b'abcd',b'\xff')); t(lambda: b.hexlify(b'abc', sep=''))
t(lambda: b.hexlify(b'ab','-',0)); t(lambda: b.hexlify(b'ab',b'-',1.5))
t(lambda: b.unhexlify('616')); t(lambda: b.unhexlify('6162')); t(lambda: b.unhexlify(b'zz')); t(lambda: b.a2b_hex('é6')); t(lambda: b.unhexlify('6162'.encode())); t(lambda: b.unhexlify(5))
t(lambda: b.crc32(b'abc')); t(lambda: b.crc32(b'abc', 5)); t(lambda: b.crc32(b'abc', -1)); t(lambda: b.crc32(b'abc', 1<<40)); t(lambda: b.crc32('abc')); t(lambda: b.crc_hqx(b'abc', 5)); t(lambda: b.crc_hqx(b'abc',-1)); t(lambda: b.crc32(b'abc','x'));t(lambda: b.crc_hqx(b'abc',1<<70))
t(lambda: b.b2a_uu(b'abc')); t(lambda: b.b2a_uu(b'abc', backtick=True)); t(lambda: b.b2a_uu(b'x'*46)); t(lambda: b.a2b_uu('#86)C\n')); t(lambda: b.a2b_uu(b'#86)C'));
t(lambda: b.b2a_qp(b'a=b\xe9 \n')); t(lambda: b.b2a_qp(b'a=b c\t\n', quotetabs=True, istext=False, header=True)); t(lambda: b.a2b_qp(b'a=3Db_', header=True)); t(lambda: b.a2b_qp('a=3Db')); t(lambda: b.a2b_qp(data=b'x'))
t(lambda: b.Error.__mro__); t(lambda: b.Incomplete.__mro__); t(lambda: b.Error.__module__)
