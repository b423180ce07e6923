# shell: "$python" -O -c 'assert 0; print(__debug__)'; "$python" -OO -c '
# shell: def f(): "doc"
# shell: print(f.__doc__, __debug__)'
# shell: "$python" -B -c 'import sys; print(sys.dont_write_bytecode)'
# shell: "$python" -I -c 'import sys; print(sys.flags.isolated, sys.flags.ignore_environment)'
# shell: "$python" -E -s -S -c 'import sys; print(sys.flags.no_site)'
# shell: "$python" -bc 'print("combined")'; "$python" -Bc 'import sys; print(sys.argv)' a
