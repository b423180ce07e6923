import decimal
from decimal import *
from fractions import Fraction
import pickle, copy, numbers, operator, threading
def t(f):
    try: return repr(f())
    except BaseException as e: return f'{type(e).__name__}: {e}'
D=Decimal
class S(Decimal):
    pass
for s in ["Decimal('x')","D(1)/0","D(0)/0","D('1e1000000000000000000')","D('1e999999999999999999')","D('1e-9999999999999999999')","D('NaN')<1","D('sNaN')+1","D(10)**99999999","D(4)**D('0.5')","D(1)**D('0.5')","D((1,(1,2),3))","D((0,(0,0,1),'F'))","D((2,(1,),0))","D((0,(1,11),0))","D([0,[1],2])","D(None)","D('1_000.5_')","D(' 5 ')","D('１２')","D(1.1)","D(True)","D(3,5)","D('0')**0","D(-2)**D('0.5')","D(0)**-1","D('1e5')%D('3')","D('1e50')//3","D('1.5').__reduce__()","hash(D('1.5'))==hash(1.5)","D(5)+'a'","D(5)<'a'","D(5)+1.5","D(5)==5.0","D(5)<5.5","D('nan')==1","getcontext().add('1',2)","D(5).quantize(D('0.01'),rounding='x')","D(5).quantize(D('1e-30'))","format(D(5),'x')","Context(prec=0)","setattr(getcontext(),'prec','a')","setattr(getcontext(),'rounding','a')","getcontext().flags","D('1e5').as_tuple()","D('-inf').as_tuple()","D('snan12').as_tuple()","int(D('inf'))","int(D('nan'))","float(D('snan'))","D('inf').as_integer_ratio()","hash(D('snan'))","D.from_float('a')","D.from_float(3)","round(D('2.5'))","round(D('2.55'),1)","round(D(5),'a')","complex(D('1.5'))","divmod(D(-7),2)","D(7).__divmod__('a')","pow(D(7),3,5)","pow(D(7),D(3),0)","getcontext().Etop()","localcontext(5)","localcontext(prec=5, foo=3)","setcontext(5)","ExtendedContext.copy()","getcontext().traps","getcontext().create_decimal('1.'+'3'*40)","getcontext().create_decimal('x')","D(1).foo","type(D(1)).__mro__","Context(flags=[Inexact],traps={})","Context(traps=[Overflow]).__reduce__()","getcontext().flags==getcontext().traps","getcontext().flags.keys()"," getcontext().flags[Inexact]","getcontext().flags[5]","D(1).quantize(5,'ROUND_UP')","D(1).__format__(3)","D('Infinity')*0","MAX_PREC","MIN_ETINY","HAVE_THREADS",
"5+D(1)","5-D(1)","2/D(4)","7//D(2)","7%D(4)","divmod(7,D(4))","2**D(3)","D(1)==Fraction(1,1)","D('0.5')==Fraction(1,2)","Fraction(1,2)==D('0.5')","D('0.1')<Fraction(1,3)","D('inf')>Fraction(1,3)","D('nan')==Fraction(1,3)","D(1)==1+0j","D(1)==1j","D(1)<1j","D(1)!=None","{D(1):'a'}[1]","{1:'a'}[D('1.0')]","{0.5:3}[D('0.5')]","sum([D('0.1')]*3)","max(D(1),D(2))","sorted([D(3),1,D('2.5'),2.25])","str(S('1.5'))","S('1.5')+1","type(S('1.5')+1)","S.from_float(1.5)","type(S.from_float(1.5))","D(S(5))","type(D(S(5)))","pickle.loads(pickle.dumps(D('1.50')))","copy.copy(D(5))","copy.deepcopy(S(5))","pickle.loads(pickle.dumps(getcontext()))","isinstance(D(1),numbers.Number)","isinstance(D(1),numbers.Real)","issubclass(DivisionByZero,ZeroDivisionError)","DivisionUndefined.__mro__","Overflow.__mro__","Underflow.__bases__","FloatOperation.__bases__","abs(D(-5))","+D('1.'+'1'*40)","-D(0)","bool(D(0))","bool(D('0.1'))","D('nan').is_nan()","import_()","math.floor(D('-1.5'))","math.ceil(D('1.2'))","math.trunc(D('-1.7'))","math.sqrt(D(2))","D('1.5').real","D('1.5').imag","D('1.5').conjugate()","D(123).adjusted()","D(0).adjusted()","D('inf').adjusted()","'%s %r %.2f %d' % (D('1.5'),D('1.5'),D('1.5'),D('1.5'))","f'{D(1234567.891):,.2f}'","'{:>10}|{:<10}|{:^10}'.format(D(1),D(2),D(3))","statistics.mean([D(1),D(2),D(4)])","getcontext().divide(1,3)","getcontext().power(2,10)","getcontext().power(2,10,7)","Context(prec=3).create_decimal_from_float(3.14159)","Context(Emax=-1)","Context(rounding=5)","Context(capitals=2)","Context(clamp=3)","Context(prec=5,capitals=0).to_sci_string(D('1E5'))","Context(flags=[5])","delattr(getcontext(),'prec')","D(5).__hash__()","D('-0')==0","D('1e400')>1e308","D('1e-400')<5e-324","float(D('1e400'))","float(D('1e-400'))","int(D('1e30'))","D(2**200)","int(D('-12.99'))","D('Infinity')==float('inf')","hash(D('inf'))==hash(float('inf'))","D().as_tuple()","D(value='5')","D(b'5')","D((0,(1,2)))","D((0,5,1))","D((0,(1,),1.5))","D((0,(1,),'x'))","D((0,(),'n'))","D((1,(1,2),'N'))","D('nan5')","D('-sNaN')","D('1e')","D('.')","D('.5')","D('5.')","D('+5')","D('--5')","D('')","D('1 2')","D('0x10')","DecimalTuple(0,(1,2),-1)","D(DecimalTuple(0,(1,2),-1))","D('1.2').quantize(D('1'),context=Context(prec=1,rounding=ROUND_UP))","D('1.5').to_integral_value(rounding=ROUND_UP)","D('1.25').to_eng_string()","D(3).max(5)","D(3).min('a')","D(3).copy_sign(-1)","D(3).same_quantum(5)","D(1).is_normal()","D(1).compare_total(2)","D(2).remainder_near(3)","D(10).logb()","D.radix(D(1))","Context().radix()","getcontext().is_zero(0)","getcontext().same_quantum(1,2)","getcontext().number_class(5)","getcontext().copy_decimal(5)","getcontext().fma(1,2,3)","getcontext().plus('1')","Context().clear_flags()","getcontext().abs(-1)","decimal.__name__","Decimal.__name__, Decimal.__module__, Context.__module__, Context.__qualname__","decimal.InvalidOperation","len(getcontext().flags), list(getcontext().flags)","getcontext().flags.copy()","getcontext() is getcontext()","round(D('1e30'),2)","round(D('nan'))","D(5)@D(4)","D(5)|1","~D(5)","D(5).__index__","range(D(5))","[1,2][D(1)]","int('5',D(10))","D(2).__rpow__(3)","D(5).__pow__(2,3)","D('123.456').__round__(-1)","D('9.99E+6144').normalize()","D(1000000).normalize()","D('0E5').normalize()"]:
    import math, statistics
    print(s,'->',t(lambda: eval(s)))
with localcontext() as c:
    c.prec=5
    print(D(1)/3, getcontext() is c)
with localcontext(Context(prec=3,rounding=ROUND_UP), ) as c: print(D(1)/3, getcontext())
with localcontext(prec=4, traps=[Inexact]) as c:
    print(t(lambda: D(1)/3), c.flags[Inexact])
    c.traps[Inexact]=False
    c.clear_flags(); print(D(1)/3, c)
print(getcontext().prec)
c=Context(); c.traps[FloatOperation]=True
setcontext(c)
print(t(lambda: D(1.5)), t(lambda: D(1)<1.5), t(lambda: D(1)==1.5), t(lambda: D.from_float(1.5)), t(lambda: getcontext().create_decimal(1.5)))
setcontext(DefaultContext)
print(getcontext() is DefaultContext)
def w(): print('thread', getcontext().prec)
getcontext().prec=7
th=threading.Thread(target=w); th.start(); th.join()
getcontext().prec=100
print(D(2).sqrt(), D(2).ln(), D(2).exp(), D(2).log10(), D(2)**D('1.5'))
getcontext().prec=1000
print(hash(str(D(1)/7))is None, len(str(D(2).sqrt())), str(D(10).ln())[-20:], str(D(1).exp())[-20:])
