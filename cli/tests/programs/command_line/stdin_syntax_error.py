# exit: 1
# shell: printf 'print(1)\nx = = 2\n' | "$python" -
