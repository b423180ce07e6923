# exit: 1
# shell: "$python" -m nosuchmodule
