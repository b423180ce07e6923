# Sorting what has no order names the two items that differ first.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: sorted([(None,1),(1,2)])); t(lambda: (None,1)<(1,2)); t(lambda: [[1],['a']]<[[2],3]); t(lambda: sorted([[1,'a'],[1,2]])); t(lambda: sorted([1,'a'])); t(lambda: max([(1,None),(1,2)])); t(lambda: min((1,'a'),(1,2))); t(lambda: sorted([(1,2),(1,'x')],reverse=True)); t(lambda: sorted([3,1j])); t(lambda: sorted([1,None,2]))
