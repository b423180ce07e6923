# A name that is declared global anywhere is global in the outermost block of the text too.
SOURCE = """
def f():
    y = 1
    def g():
        global y
        return y
    def h():
        return y + 1
    return g, h
y = 9
g, h = f()
r = g(), h()
"""
outer, inner = {}, {}
exec(SOURCE, outer, inner)
print(sorted(inner), inner["r"], outer["y"])
outer, inner = {}, {}
exec("x = 1\ndef f():\n    global x, z\n    x = 2\nf()\nprint(x)\ndel x\nq = 5", outer, inner)
print(sorted(set(outer) - {"__builtins__"}), sorted(inner))
