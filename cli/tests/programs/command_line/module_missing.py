# exit: 1
# shell: "$python" -m no.such.module
