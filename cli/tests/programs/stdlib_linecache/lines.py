# Lines of source files, cached.
import linecache

print(linecache.getline(__file__, 2), end="")
print(repr(linecache.getline(__file__, 9999)), repr(linecache.getline("no such file", 1)), len(linecache.getlines(__file__)))
linecache.cache["<made up>"] = (4, None, ["a\n", "b\n"], "<made up>")
print(repr(linecache.getline("<made up>", 2)), repr(linecache.getline("<other>", 1)))
linecache.checkcache()
print(__file__ in linecache.cache, "<made up>" in linecache.cache)
linecache.clearcache()
print(linecache.cache)


class Loader:
    def get_source(self, name):
        return f"# source of {name}\nx = 1\n"


module_globals = {"__name__": "ghost", "__loader__": Loader()}
print(linecache.lazycache("ghost.py", module_globals), linecache.getlines("ghost.py", module_globals))
