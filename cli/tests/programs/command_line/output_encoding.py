# shell: "$python" -c 'print("é€😀", "\udc80".encode("utf-8", "surrogateescape"))'; "$python" -c 'print("\ud800")' 2>&1 | tail -1
# shell: "$python" -c 'import sys; print(sys.stdout.encoding, sys.stderr.errors, sys.getdefaultencoding(), sys.getfilesystemencoding()); sys.stderr.write("\ud800\n")' 2>&1
