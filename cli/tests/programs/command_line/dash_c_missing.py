# exit: 2
# shell: "$python" -c 2>&1 | head -1; exit 2
