x = 1 + \
    2 + \
3
print(x)
if x and \
   True: print('ok')
s = 'a\
b'
print(s)
assert x, \
    'm'
from math import \
    pi
print(round(pi, 2))
with open('/dev/null') as a, \
     open('/dev/null') as b: pass
