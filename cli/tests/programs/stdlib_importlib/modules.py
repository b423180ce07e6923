# Importing by name, specs, loaders, reloading, finders of one's own.
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import pkgutil
import runpy
import sys
import tempfile
import types

print(importlib.import_module("json.decoder").JSONDecoder.__name__, importlib.import_module(".decoder", "json").__name__)
print(importlib.util.find_spec("json").name, importlib.util.find_spec("no_such_module_at_all"), importlib.util.resolve_name("..x", "a.b.c"))
with tempfile.TemporaryDirectory() as folder:
    def write(name, text):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
        return path

    write("simple_mod.py", "value = 1\nprint('running', __name__)\n")
    write("pack/__init__.py", "from . import inner\n__all__ = ['inner']\n")
    write("pack/inner.py", "import pack\nname = __name__\n")
    write("pack/__main__.py", "print('main of', __package__)\n")
    write("pack/data.txt", "data\n")
    write("space/part.py", "x = 5\n")
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    import simple_mod
    spec = simple_mod.__spec__
    print(spec.name, spec.origin == simple_mod.__file__, spec.parent, spec.has_location, spec.submodule_search_locations, type(spec.loader).__name__)
    simple_mod.value = 2
    print(importlib.reload(simple_mod).value)
    import pack
    print(pack.inner.name, pack.__path__ == [os.path.join(folder, "pack")], pack.__package__, pack.inner.__package__)
    import space.part
    print(space.part.x, len(list(space.__path__)), space.__spec__.origin)
    spec = importlib.util.spec_from_file_location("other_name", os.path.join(folder, "simple_mod.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    print(module.value, "other_name" in sys.modules, spec.loader.get_source("other_name").splitlines()[0])
    print(runpy.run_module("simple_mod")["value"], runpy.run_path(os.path.join(folder, "simple_mod.py"), run_name="as_script")["value"])
    runpy.run_module("pack")
    print(sorted(info.name for info in pkgutil.iter_modules([folder])), [i.name for i in pkgutil.walk_packages(pack.__path__, "pack.")], pkgutil.get_data("pack", "data.txt"))
    lazy_spec = importlib.util.spec_from_file_location("lazy_mod", os.path.join(folder, "simple_mod.py"))
    lazy_spec.loader = importlib.util.LazyLoader(lazy_spec.loader)
    lazy = importlib.util.module_from_spec(lazy_spec)
    sys.modules["lazy_mod"] = lazy
    lazy_spec.loader.exec_module(lazy)
    print("not yet")
    print(lazy.value)
    sys.path.remove(folder)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.startswith("made_up"):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def exec_module(self, module):
        module.answer = len(module.__name__)


sys.meta_path.insert(0, Finder())
import made_up.inner
print(made_up.answer, made_up.inner.answer, made_up.__spec__.submodule_search_locations, made_up.inner.__package__)
for bad in (lambda: importlib.import_module(".x"), lambda: importlib.import_module("json.nope"), lambda: importlib.reload(3), lambda: importlib.import_module("json.decoder.x"),
            lambda: importlib.util.find_spec("os.path.x.y"), lambda: importlib.reload(types.ModuleType("zz")), lambda: importlib.import_module(""), lambda: pkgutil.resolve_name("1x")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(pkgutil.resolve_name("json:loads")("[1]"), pkgutil.resolve_name("os.path.join")("a", "b"))
