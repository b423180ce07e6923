# Comments, blank lines, explicit and implicit joining, semicolons.
x = 1; y = 2;  # two statements
if x: print("one line"); print("two")
z = (1 +  # a comment inside

     2
     # a whole line

     + 3)
w = 1 + \
    2
print(x, y, z, w)
if True:
	print("tab indent")
	if True:
	        print("tab and spaces")
def f(a,
      b=(1,
         2),
      ):  return (a, b)
print(f(0))
if x:
    pass
    # comment at another depth
  # and another
    print("still in the block")
class A: pass; b = 1
print(A.b)
while x: x -= 1; print("x is", x)
try: 1 / 0
except ZeroDivisionError: print("caught")
finally: print("done")
print("end")
    # a last indented comment
