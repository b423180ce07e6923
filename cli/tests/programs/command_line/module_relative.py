# exit: 1
# shell: "$python" -m .relative
