# pathlib: pure paths of both kinds, and files.
import tempfile
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

a = PurePosixPath("/usr/lib/python3.11/x.tar.gz")
print(a, repr(a), a.parts, a.name, a.stem, a.suffix, a.suffixes, a.parent, a.anchor, list(a.parents)[:2])
print(a / "b", "/root" / PurePosixPath("c"), a.joinpath("..", "d"), a.with_name("n"), a.with_suffix(".zip"), a.with_stem("s"), a.as_uri())
print(a.relative_to("/usr"), a.is_relative_to("/etc"), a.match("*.gz"), a.match("lib/*/x.*"), PurePosixPath("a//b/./c/"), PurePosixPath("//x"), PurePosixPath())
w = PureWindowsPath("C:/Users\\me\\file.TXT")
print(w, w.drive, w.root, w.parts, w.as_posix(), w == PureWindowsPath("c:\\users\\ME\\FILE.txt"), w.is_absolute(), PureWindowsPath("//server/share/x").drive, PureWindowsPath("con").is_reserved())
print(PurePosixPath("a") < PurePosixPath("b"), hash(PurePosixPath("a")) == hash(PurePosixPath("a")), PurePosixPath("a") == PureWindowsPath("a"), PurePath("x").__class__.__name__)
for bad in (lambda: a.relative_to("/etc"), lambda: a.with_name(""), lambda: a.with_suffix("x"), lambda: PurePosixPath("a").as_uri(), lambda: PurePath(3), lambda: a.match(""),
            lambda: a < w, lambda: PurePosixPath("/").with_name("x"), lambda: a / 3, lambda: a.parents[99]):
    try:
        print(bad())
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__, error)

with tempfile.TemporaryDirectory() as name:
    top = Path(name)
    (top / "sub" / "deep").mkdir(parents=True)
    print((top / "f.txt").write_text("h\u00e9llo\n", encoding="utf-8"), (top / "f.txt").read_bytes(), (top / "sub" / "g.py").write_bytes(b"x"))
    (top / "sub" / "deep" / "h.py").touch()
    (top / "ln").symlink_to("f.txt")
    print(sorted(p.name for p in top.iterdir()), sorted(str(p.relative_to(top)) for p in top.rglob("*.py")), sorted(p.name for p in top.glob("*/*")), sorted(p.name for p in top.glob("**/")) == sorted([top.name, "sub", "deep"]))
    f = top / "f.txt"
    print(f.exists(), f.is_file(), top.is_dir(), (top / "ln").is_symlink(), (top / "ln").resolve() == f.resolve(), (top / "ln").readlink(), f.stat().st_size, (top / "none").exists())
    moved = f.rename(top / "moved.txt")
    print(moved.name, f.exists(), moved.samefile(top / "moved.txt"), [line for line in moved.open(encoding="utf-8")])
    moved.unlink()
    moved.unlink(missing_ok=True)
    for bad in (moved.unlink, moved.read_text, (top / "sub").rmdir, lambda: (top / "sub").mkdir(), lambda: moved.write_text(3), lambda: list(top.glob("")), lambda: list(top.glob("/x"))):
        try:
            bad()
        except Exception as error:
            print(type(error).__name__, str(error).replace(name, "TOP"))
    (top / "sub").mkdir(exist_ok=True)
print(Path("~nobody-here/x").parts, Path.cwd().is_absolute(), Path("a/../b").resolve().name, Path("x") in {Path("x")})
