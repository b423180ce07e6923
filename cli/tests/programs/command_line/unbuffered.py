# shell: "$python" -u -c 'import sys; print("out"); print("err", file=sys.stderr); sys.stdout.write("no newline")' 2>&1
