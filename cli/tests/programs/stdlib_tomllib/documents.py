import tomllib, glob
docs = [ 'a=1', 'a = "x"\nb.c.d = [1, 2.5, true]\n[t]\nx=1\n[t.u]\ny=2\n[[arr]]\nn=1\n[[arr]]\nn=2\n[arr.sub]\nz=3', 'a=1979-05-27T07:32:00Z\nb=1979-05-27T00:32:00.999999-07:00\nc=1979-05-27\nd=07:32:00\ne=1979-05-27 07:32:00', "s='''\na\n'b'''\nt=\"\"\"\\\n   x \\\n  y\"\"\"\nu=\"\\u00e9\\t\\\"\"", 'a=0x1F\nb=0o17\nc=0b11\nd=1_000\ne=+1.5e3\nf=inf\ng=-inf\nh=-0.0', 'a={x=1,y={z=2}}\nb=[[1,2],["a"],] # c', 'a=[\n1, # x\n2,\n]', '"q k"=1\n\'l\'=2\n1.2=3', '',
'a=1\na=2','a=','=1','a','[a','[a]]','[a]\n[a]','a=1\n[a]','a.b=1\na.b.c=2','a={x=1}\na.y=2','[a]\nb.c=1\n[a.b]\n','a=[1,2','a={x=1','a="x','a="\\q"','a=\'x\n\'','a=01','a=1__0','a=0xG','a=1.','a=.5','a=1979-13-01','a=25:00:00','a="\\ud800"','a="\\u12"','a=tru','a=1 b=2','# \x00','[[a]]\n[a]','[a]\n[[a]]','a=[]\n[[a]]','a={x=1,}','a={x=1,x=2}','a={x.y=1,x.z=2}','[a.b]\n[a]\nc=1\n[a.d]','a.b=1\n[a]\nc=2','a=nan','a=1e5','a=-_1','a = """x"""""','a="""a\\ b"""', '[a]\nb=1\n[a.b.c]','fruit.apple.color=1\n[fruit]\n', '[fruit]\napple.color=1\n[fruit.apple.taste]\nx=1','[]','[a.]','a..b=1','x = "\x07"', 'a = 1979-05-27T07:32','a=2021-02-30']
for d in docs:
    try: print(repr(d), tomllib.loads(d))
    except Exception as e: print(repr(d), type(e).__name__, e)
from decimal import Decimal
print(tomllib.loads('a=1.10', parse_float=Decimal))
for f in (lambda: tomllib.load(open(__file__)), lambda: tomllib.loads('a=1.5', parse_float=lambda x: [])):
    try: f()
    except Exception as e: print(type(e).__name__, e)
