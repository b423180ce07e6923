# exit: 120
# shell: "$python" -c 'print("x")' > /dev/full 2>/dev/null
