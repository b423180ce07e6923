import random
from decimal import *
import decimal
N = 3000
r = random.Random(6)
R=[ROUND_UP,ROUND_DOWN,ROUND_CEILING,ROUND_FLOOR,ROUND_HALF_UP,ROUND_HALF_DOWN,ROUND_HALF_EVEN,ROUND_05UP]
def rnd():
    k=r.randrange(20)
    if k==0: return r.choice(['0','-0','0E5','-0E-5','0.00','1','-1','10','1.0','1E1','-1.00','100','0.1','Infinity','-Infinity','NaN','sNaN','NaN123','-sNaN456789012345','NaN98765432109876543210987654321'])
    if k==1: return '%d'%r.randrange(-20,20)
    if k==2: return ''.join(r.choice('01') for _ in range(r.randrange(1,9)))
    if k==3: return '%d.5'%r.randrange(-20,20)
    n=r.choice([1,2,3,5,8,9,10,12,20,28,29,40])
    s=''.join(r.choice('0123456789' if r.random()<.8 else '09') for _ in range(n))
    e=r.choice([0,0,0,-1,-2,-n,-n//2,2,3,5,-10,10,r.randrange(-30,30),r.randrange(-400,400), r.randrange(-1000000,1000000)]) if k<18 else r.randrange(-12,12)
    return r.choice(['','','-'])+s+('E%d'%e if e else '')
U='abs exp ln log10 minus plus next_minus next_plus normalize to_integral to_integral_exact to_integral_value sqrt logb logical_invert copy_abs copy_negate canonical is_normal is_subnormal is_zero is_signed is_nan is_qnan is_snan is_finite is_infinite number_class to_sci_string to_eng_string create_decimal'.split()
B='add subtract multiply divide divide_int remainder remainder_near divmod compare compare_signal compare_total compare_total_mag copy_sign logical_and logical_or logical_xor max max_mag min min_mag next_toward quantize rotate scaleb shift power same_quantum'.split()
def flags(c): return [s.__name__ for s,v in c.flags.items() if v]
for i in range(N):
    c=Context(prec=r.choice([1,2,3,5,9,16,28,28,28,50]),rounding=r.choice(R),Emin=r.choice([-5,-20,-999,-999999,-999999]),Emax=r.choice([5,20,999,999999,999999]),capitals=1,clamp=r.choice([0,0,1]),flags=[],traps=r.choice([[],[],[],[InvalidOperation,DivisionByZero,Overflow],list(decimal.getcontext().flags)]))
    a,b,d=rnd(),rnd(),rnd()
    k=r.randrange(10)
    if k<3: f=r.choice(U); args=(a,)
    elif k<9: f=r.choice(B); args=(a,b)
    else: f='fma'; args=(a,b,d)
    if f=='power': args=(str(r.randrange(-99, 99)), str(r.randrange(-9,9))); c.Emin = -999

    if f in('shift','rotate','scaleb') and r.random()<.8: args=(a,str(r.randrange(-40,40)))
    if f=='quantize' and r.random()<.8: args=(a,'1E%d'%r.randrange(-30,10))
    if f.startswith('logical') and r.random()<.8: args=tuple(str(int(bin(r.randrange(1<<12))[2:])) for _ in args)
    if f in('exp',) : args=(a.split('E')[0][:r.randrange(2,25)]+'E%d'%r.randrange(-30,3) if 'N' not in a and 'I' not in a else a,)
    try:
        D=[Decimal(x) for x in args]
        if f=='create_decimal': D=[args[0]]
        x=getattr(c,f)(*D)
        res=repr(x)
    except Exception as e: res=type(e).__name__+str(e)
    print(i,f,args,c.prec,c.rounding,c.Emin,c.Emax,c.clamp,'->',res,flags(c))
S=['','<','>','^','=','*<','x^','0',' ','+','-']
for i in range(N//4):
    setcontext(Context(prec=r.choice([3,28]),rounding=r.choice(R),Emin=-999999,Emax=999999,capitals=r.randrange(2),clamp=0,traps=[]))
    spec=r.choice(['','<','>','^','=','*<','x^','*='])+r.choice(['','','+','-',' '])+r.choice(['']*5+['z'])+r.choice(['']*3+['0'])+r.choice(['','5','12','20','30'])+r.choice(['','',','])+r.choice(['','.0','.1','.3','.10'])+r.choice(['','e','E','f','F','g','G','%','n'])
    d=rnd().split('E')
    d=d[0]+('E%d'%r.randrange(-12,12) if len(d)>1 else '')
    try: x=Decimal(d); res=format(x,spec)
    except Exception as e: res=type(e).__name__+str(e)
    print(repr(d),repr(spec),getcontext().prec,getcontext().rounding,repr(res))
    try: print(str(x),x.to_eng_string(),x.as_tuple(), hash(x) if not x.is_nan() else 0, float(x) if not x.is_snan() else 0, x==float(x),x<1.5, x.is_nan() or x.is_infinite() or (int(x),x.as_integer_ratio(),round(x,1),round(x)))
    except Exception as e: print(type(e),e)
