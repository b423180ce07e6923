# Identifiers are compared after NFKC normalisation.
ﬁ = 1
print(fi)
µ = 2
print(μ, 'μ' in globals(), 'µ' in globals())
клюк, 变量, _x1, ª = 1, 2, 3, 4
print(клюк, 变量, _x1, a)
class Ⅷ: ſ = 5
print(VIII.s, vars(VIII).get('s'))
def f(**k): return k
print(f(ﬁ=1), getattr(VIII, 'ſ', 'getattr does not normalise'))
