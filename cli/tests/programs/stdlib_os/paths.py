# os and os.path: joining, splitting, walking, environment, errors.
import os
import os.path
import tempfile

p = os.path
for parts in (("a", "b"), ("a/", "/b"), ("", "b"), ("a", ""), ("a", "..", "c"), (b"x", b"y")):
    print(p.join(*parts), end=" ")
print()
for path in ("/a/b/c.tar.gz", "a", "/", "//x//y/", ".hidden", "a.b/c", "...", "dir/.rc.txt", ""):
    print(repr(path), p.split(path), p.splitext(path), p.basename(path), p.dirname(path), p.normpath(path), p.isabs(path))
print(p.normpath("/../a/./b//../c"), p.normpath("//a"), p.normpath("///a"), p.commonpath(["/a/b/c", "/a/b/d"]), p.commonprefix(["/abc", "/abd"]))
print(p.relpath("/a/b/c", "/a/d"), p.relpath("/a", "/a"), p.expandvars("$NOPE ${HOME_X}"), p.splitdrive("/x"))
for bad in (lambda: p.join("a", b"b"), lambda: p.join(1), lambda: p.commonpath(["/a", "b"]), lambda: p.commonpath([]), lambda: p.relpath(""),
            lambda: os.environ[3], lambda: os.environ["SURELY_NOT_SET"], lambda: os.fspath(3), lambda: os.makedirs("/proc/nope/x"), lambda: os.listdir("/nonexistent-dir")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)

with tempfile.TemporaryDirectory() as top:
    os.makedirs(p.join(top, "a", "b", "c"))
    os.makedirs(p.join(top, "a"), exist_ok=True)
    for name in ("one.txt", "a/two.txt", "a/b/three.txt"):
        with open(p.join(top, name), "w") as file:
            file.write(name)
    os.symlink("one.txt", p.join(top, "link"))
    for where, dirs, files in os.walk(top):
        dirs.sort()
        print(p.relpath(where, top), dirs, sorted(files))
    print([p.relpath(where, top) for where, _, _ in os.walk(top, topdown=False)])
    print(sorted((e.name, e.is_dir(), e.is_file(), e.is_symlink()) for e in os.scandir(top)))
    print(p.exists(p.join(top, "link")), p.islink(p.join(top, "link")), p.getsize(p.join(top, "a/two.txt")), p.realpath(p.join(top, "link")) == p.realpath(p.join(top, "one.txt")))
    os.renames(p.join(top, "a", "b", "three.txt"), p.join(top, "new", "3.txt"))
    print(sorted(os.listdir(top)), os.stat(p.join(top, "new", "3.txt")).st_size)
    os.removedirs(p.join(top, "a", "b", "c"))
    print(sorted(os.listdir(p.join(top, "a"))))
os.environ["NEW_VARIABLE"] = "value"
print(os.getenv("NEW_VARIABLE"), os.environb[b"NEW_VARIABLE"], p.expandvars("$NEW_VARIABLE/${NEW_VARIABLE}"), os.environ.pop("NEW_VARIABLE"), "NEW_VARIABLE" in os.environ)
print(os.fsencode("h\u00e9"), ascii(os.fsdecode(b"h\xff")), isinstance(os.environ, dict), os.sep, os.linesep, os.pardir, os.name, os.get_exec_path({"PATH": "/a:/b"}))


class Custom:
    def __fspath__(self):
        return "/custom/path"


print(os.fspath(Custom()), isinstance(Custom(), os.PathLike), p.join(Custom(), "x"), os.WEXITSTATUS(os.system("exit 3")))
with os.popen("echo popen") as pipe:
    print(pipe.read())
