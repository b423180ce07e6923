# Finding files.
import glob
import os
import tempfile

with tempfile.TemporaryDirectory() as root:
    for path in ("a.py", "b.txt", ".hidden.py", "sub/c.py", "sub/deep/d.py", "sub/[x].py", ".dot/e.py"):
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        open(full, "w").close()
    for pattern in ("*.py", "*", "sub/*", "**/*.py", "**", "s*/", "sub/[[]x].py", "nothing*", ".*", "sub", "sub/c.py", "?.py"):
        print(pattern, sorted(glob.glob(pattern, root_dir=root, recursive=True)))
    print(sorted(glob.glob("**/*.py", root_dir=root, recursive=True, include_hidden=True)))
    print(sorted(os.path.relpath(p, root) for p in glob.iglob(os.path.join(root, "*.txt"))))
print(glob.escape("a[1]*?.txt"), glob.has_magic("a*"), glob.has_magic("a"))
