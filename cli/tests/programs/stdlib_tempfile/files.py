# Temporary files and folders, and shutil over them.
import os
import shutil
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory(prefix="pre-", suffix="-suf") as name:
    base = os.path.basename(name)
    print(base.startswith("pre-"), base.endswith("-suf"), os.path.isdir(name), len(base))
    fd, path = tempfile.mkstemp(suffix=".txt", dir=name)
    os.write(fd, b"data")
    os.close(fd)
    print(os.path.getsize(path), oct(os.stat(path).st_mode & 0o777), os.path.dirname(path) == name)
    with tempfile.NamedTemporaryFile("w+", dir=name, delete=False) as file:
        file.write("line\n")
        file.seek(0)
        print(file.read(), os.path.exists(file.name), type(file).__name__)
    print(os.path.exists(file.name))
    with tempfile.NamedTemporaryFile(dir=name) as file:
        kept = file.name
    print(os.path.exists(kept))
    with tempfile.TemporaryFile(dir=name) as file:
        file.write(b"x")
        print(file.tell())
    spool = tempfile.SpooledTemporaryFile(max_size=5, mode="w+")
    spool.write("1234")
    print(spool._rolled)
    spool.write("5678")
    print(spool._rolled, spool.seek(0), spool.read())
    spool.close()

    src = Path(name, "src")
    (src / "inner").mkdir(parents=True)
    (src / "a.txt").write_text("a")
    (src / "inner" / "b.log").write_text("b")
    dst = shutil.copytree(src, Path(name, "dst"), ignore=shutil.ignore_patterns("*.log"))
    print(sorted(str(p.relative_to(dst)) for p in Path(dst).rglob("*")))
    print(Path(shutil.copy(src / "a.txt", dst / "inner")).name, shutil.copyfile(src / "a.txt", dst / "c").name, Path(shutil.move(src / "a.txt", dst / "moved")).read_text())
    for bad in (lambda: shutil.copyfile(dst / "c", dst / "c"), lambda: shutil.copy("/nonexistent-file", dst), lambda: shutil.move(dst, dst / "inner"), lambda: shutil.rmtree(Path(name, "gone")), lambda: shutil.copytree(src, dst)):
        try:
            print(bad())
        except OSError as error:
            print(type(error).__name__, str(error).replace(name, "TOP"))
    shutil.rmtree(dst)
    shutil.rmtree(dst, ignore_errors=True)
    print(dst.exists(), shutil.which("sh") is not None, shutil.which("surely-no-such-command"), shutil.get_terminal_size((70, 20)) is not None, shutil.disk_usage("/")._fields)
print(os.path.exists(name), tempfile.gettempprefix(), tempfile.gettempdir() == os.path.dirname(name))
for bad in (lambda: tempfile.mkstemp(prefix=b"a", suffix="b"), lambda: tempfile.mkdtemp(dir="/nonexistent-dir")):
    try:
        print(bad())
    except (TypeError, OSError) as error:
        print(type(error).__name__, str(error)[:52])
