# A closed pipe ends the program; it is CPython that complains, Pausa may end quietly.
# shell: "$python" -c 'for i in range(100000): print(i)' 2>/dev/null | head -2; "$python" -c 'print("x" * 10)' 2>/dev/null | true; echo done
