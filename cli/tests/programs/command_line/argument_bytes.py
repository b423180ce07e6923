# shell: "$python" -c 'import sys; print([ascii(a) for a in sys.argv[1:]])' é "$(printf 'a\377b')" ''
