# What the character database says, in both its versions.
import unicodedata as u
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for f in ['category','bidirectional','combining','east_asian_width','mirrored','decimal','digit','numeric','name','decomposition']:
    g=getattr(u,f); h=getattr(u.ucd_3_2_0,f)
    for c in ['a','1','\u0661','\u00bd','\u0301','(','\uac00','\U0001f600','\u4e00','\uffff','\u00b2','\u2180','\u3400','\u0378']:
        t(lambda: g(c)); t(lambda: h(c))
        if f in('decimal','digit','numeric','name'): t(lambda: g(c,'dflt'))
    t(lambda: g('ab')); t(lambda: g(5)); t(lambda: g('')); 
t(lambda: u.lookup('SNOWMAN')); t(lambda: u.lookup('snowman')); t(lambda: u.lookup('nope')); t(lambda: u.lookup('LATIN SMALL LETTER A WITH MACRON AND GRAVE')); t(lambda: u.lookup('NULL')); t(lambda: u.lookup(b'SNOWMAN')); t(lambda: u.lookup(5)); t(lambda: u.ucd_3_2_0.lookup('LATIN SMALL LETTER A WITH MACRON AND GRAVE')); t(lambda: u.ucd_3_2_0.lookup('GRINNING FACE')); t(lambda: u.lookup('é')); t(lambda: u.lookup('x'*300));t(lambda: u.lookup('CJK UNIFIED IDEOGRAPH-4E00'))
for n in ['NFC','NFD','NFKC','NFKD']:
    for s in ['\u00e9e\u0301','\ufb01\u1e9b\u0323','abc','','\uac00\u1100\u1161\u11a8','\U0002f868','\u2adc']:
        t(lambda: u.normalize(n,s)); t(lambda: u.is_normalized(n,s)); t(lambda: u.ucd_3_2_0.normalize(n,s)); t(lambda: u.ucd_3_2_0.is_normalized(n,s))
t(lambda: u.normalize('X','a')); t(lambda: u.normalize('X','')); t(lambda: u.is_normalized('X','a')); t(lambda: u.normalize(5,'a')); t(lambda: u.normalize('NFC',5));  t(lambda: u.normalize('nfc','a'))
t(lambda: u.unidata_version); t(lambda: u.ucd_3_2_0.unidata_version); t(lambda: type(u.ucd_3_2_0)); t(lambda: u.UCD); t(lambda: u.__doc__[:40]); t(lambda: u.category.__doc__)
s='e\u0301'; t(lambda: u.normalize('NFC',s) == s)
class S(str): pass
t(lambda: type(u.normalize('NFC',S('abc')))); t(lambda: type(u.normalize('NFC',S(''))))
