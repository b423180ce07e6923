# exit: 1
# shell: "$python" -c 'x = 1
# shell: def f():
# shell:     return x / 0
# shell: f()'
