# Compression at once and piece by piece, and checksums.
import zlib as z
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__mro__[:2], e)
d=b'hello hello hello hello'*20
c=z.compress(d); print(c)
t(lambda: z.compress(d,9)); t(lambda: z.compress(d,0)==0); t(lambda: z.compress(d,10)); t(lambda: z.compress(d,-2)); t(lambda: z.compress(d,wbits=-15)); t(lambda: z.compress(d,wbits=31)); t(lambda: z.compress('abc')); t(lambda: z.compress(d, level=1, wbits=99))
t(lambda: z.compress(d, 1.5)); 
t(lambda: z.decompress(c)==d); t(lambda: z.decompress(c[:-5])); t(lambda: z.decompress(b'xxxx')); t(lambda: z.decompress(b'')); t(lambda: z.decompress(c, wbits=-15)); t(lambda: z.decompress(c,bufsize=0)); t(lambda: z.decompress(c, bufsize=-1)); t(lambda: z.decompress(c+b'trail')==d); t(lambda: z.decompress(c, 99)); t(lambda: z.decompress('x')); t(lambda: z.decompress(c[:-1]+b'x'))
o=z.compressobj(); t(lambda: o.compress(b'abc')); t(lambda: o.flush(z.Z_SYNC_FLUSH)); t(lambda: o.flush(z.Z_NO_FLUSH)); k=o.copy(); t(lambda: o.flush()); t(lambda: k.flush()); t(lambda: o.flush()); t(lambda: o.compress(b'x')); t(lambda: o.copy()); t(lambda: o.flush(99))
t(lambda: z.compressobj(10)); t(lambda: z.compressobj(9,7)); t(lambda: z.compressobj(9,8,99)); t(lambda: z.compressobj(9,8,15,10)); t(lambda: z.compressobj(9,8,15,9,9)); t(lambda: z.compressobj(zdict=5)); t(lambda: z.compressobj(zdict='x'))
o=z.compressobj(zdict=b'hello'); r=o.compress(b'hello')+o.flush(); print(r)
t(lambda: z.decompress(r)); 
i=z.decompressobj(zdict=b'hello'); t(lambda: i.decompress(r)); t(lambda: (i.eof,i.unused_data,i.unconsumed_tail))
i=z.decompressobj(zdict=b'xello'); t(lambda: i.decompress(r))
i=z.decompressobj(); t(lambda: i.decompress(r))
i=z.decompressobj(); t(lambda: i.decompress(c,10)); t(lambda: (i.eof,i.unused_data,i.unconsumed_tail)); t(lambda: i.decompress(i.unconsumed_tail,max_length=20)); t(lambda: len(i.flush())); t(lambda: i.eof); t(lambda: i.flush())
i=z.decompressobj(); t(lambda: len(i.decompress(c+b'rest'))); t(lambda: (i.eof,i.unused_data,i.unconsumed_tail)); t(lambda: i.decompress(b'more')); t(lambda: i.unused_data); k=i.copy(); t(lambda: k.unused_data)
i=z.decompressobj(); t(lambda: i.decompress(c,-1)); t(lambda: i.flush(0)); t(lambda: i.flush(-1)); t(lambda: i.decompress(b'x')) ;t(lambda: i.decompress(5)); t(lambda: i.decompress(b'', max_length=0))
t(lambda: z.decompressobj(99)); t(lambda: z.decompressobj(15,5)); 
t(lambda: z.crc32(b'abc')); t(lambda: z.adler32(b'abc')); t(lambda: z.crc32(b'abc',-5)); t(lambda: z.adler32(b'abc',1<<35)); t(lambda: z.adler32('x'));t(lambda: z.adler32(b'x','y'))
t(lambda: type(z.compressobj())); t(lambda: type(z.decompressobj())); t(lambda: type(z.compressobj())()); t(lambda: z.error.__mro__)
i=z.decompressobj(); 
t(lambda: i.decompress(c[:20])); t(lambda: i.flush()); t(lambda:i.eof)

i=z.decompressobj(wbits=-15)
t(lambda: i.decompress(c[2:-4])==d); t(lambda: i.eof)
t(lambda: z.decompress(b'x\x9c\xff\xff'));
