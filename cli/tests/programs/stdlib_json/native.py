# What json reads and writes natively, with and without functions of the program's.
import json
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except Exception as e: print(type(e).__name__, e, getattr(e,'pos',None))
for s in ['null','true','false','1','-1','0','1.5','-0.0','1e5','1E-2','12345678901234567890123','NaN','Infinity','-Infinity','""','"abc"','"a\\n\\u00e9\\ud83d\\ude00\\ud800"','[]','[1,2,[3]]','{}','{"a":1,"b":{"c":[null]},"a":2}',' [ 1 , 2 ] ','{ "a" : 1 }','é','"é"x','["é", x]','','[','[1','[1,','[1 2]','{"a"','{"a":','{"a":1','{"a":1,}','{1:2}','{"a" 1}','"abc','"\\x"','"\\u12"','"\\u123x"','"\t"','nul','tru','-','01','1.','.5','1e','[1],','{"a":1}}','+1',"'a'",'\ufeff1','[1,]','--1','\x00']:
    t(json.loads,s)
t(json.loads,'"\t"',strict=False); t(json.loads,b'[1]'); t(json.loads,5); t(json.loads,'[1.5,2]',parse_float=str,parse_int=lambda s:'i'+s); t(json.loads,'[NaN,1]',parse_constant=lambda s:'c'+s)
t(json.loads,'{"a":{"b":1},"c":[{}]}',object_hook=lambda d:('hook',d)); t(json.loads,'{"a":{"b":1},"a":[{}]}',object_pairs_hook=lambda d:('pairs',d)); t(json.loads,'{"a":[1,{"b":2}]}',object_hook=lambda d:1/0)
t(json.loads,'['*100000); t(json.loads,'{"a":'*100000); t(json.loads, '[1, {"a": 2.5}, "x"', object_hook=dict)
t(json.loads,'1'*5000)
from json.decoder import scanstring
t(scanstring,'"abc"d',1); t(scanstring,'abc',5); t(scanstring,'é"é"',3); t(scanstring,b'a',0); t(scanstring,'a\n"',0,False); t(scanstring,'a\n"',0)
d=json.JSONDecoder(); t(d.raw_decode,'  [1]',2); t(d.raw_decode,'[1] x'); t(d.raw_decode,'é[1]é',1); t(d.scan_once,'[1]',-1); t(d.scan_once,'[1]',5); t(d.scan_once,b'x',0)
class S(str): pass
class L(list):
    pass
class T(tuple): pass
class D(dict):
    def items(self): return [('x',1),('y',2)]
class D2(dict): pass
class I(int):
    def __repr__(self): return 'I'
    __str__=__repr__
class F(float):
    def __repr__(self): return 'F'
import enum
class E(enum.IntEnum): A=3
class O:
    def __init__(self,v): self.v=v
vals=[None,True,False,0,-5,2**100,1.5,-0.0,1e100,float('nan'),float('inf'),float('-inf'),'','abc','é\n"\\\x00\x7f\u2028\U0001f600\ud800',[],[1,[2,[]]],(),(1,),{}, {'a':1,'b':[{}]},{1:2,None:3,True:4,1.5:5},{(1,):1},S('s'),L([1]),T((1,2)),D(a=1),D2(a=1),I(5),F(2.5),E.A,{I(5):F(2),S('k'):E.A},set(),object,b'x',1j,[object()],{'a':{1,2}},{'b':1,'a':2,'c':{'z':1,'y':2}},{2:1,1:2}]
for v in vals:
    for k in ({},{'ensure_ascii':False},{'indent':2},{'indent':'\t','sort_keys':True},{'separators':(',',':')},{'sort_keys':True},{'skipkeys':True},{'allow_nan':False},{'check_circular':False}):
        t(json.dumps,v,**k)
def default(o):
    if isinstance(o,O): return {'v':o.v,'l':[o.v]}
    if isinstance(o,set): return sorted(o)
    raise TypeError(f'no {type(o).__name__}')
for k in ({},{'indent':1},{'sort_keys':True}):
    t(json.dumps,[O(1),{3,1,2},O(O({1}))],default=default,**k); t(json.dumps,{'a':O(b'x')},default=default,**k)
a=[]; a.append(a); t(json.dumps,a); t(json.dumps,{'a':a}); t(json.dumps,a,indent=1); x=O(1); t(json.dumps,x,default=lambda o:[o]); t(json.dumps,x,default=lambda o:o); b={}; b['b']=b; t(json.dumps,b)
y=[1]; t(json.dumps,[y,y,{'a':y}])
t(json.dumps,a,check_circular=False)
t(json.dumps,{1:1,'a':2},sort_keys=True); t(json.dumps,{'é':1,'z':2,'a':3,'\U0001f600':4,'\uffff':5},sort_keys=True)
class Enc(json.JSONEncoder):
    def default(self,o): return 'enc'
    def iterencode(self,o,_one_shot=False):
        for c in super().iterencode(o,_one_shot): yield c
t(Enc().encode,[1,object()]); t(json.dumps,[object()],cls=Enc); print(list(json.JSONEncoder(indent=1).iterencode([1,{'a':2}])))
from _json import make_encoder, encode_basestring_ascii, encode_basestring
t(make_encoder,1,2,3,4,5,6,7,8,9); e=make_encoder(None,None,lambda s:'<'+s+'>',None,':',',',False,False,True); t(''.join,e({'a':['b',1]},0)); e=make_encoder(None,None,lambda s:5,None,':',',',False,False,True); t(e,'a',0)
t(encode_basestring,5); t(encode_basestring_ascii,None)
g=[0]
def gen_default(o):
    g[0]+=1
    return g[0] if g[0]<3 else None
t(json.dumps,{'a':object(),'b':[object(),object()]},default=gen_default)
