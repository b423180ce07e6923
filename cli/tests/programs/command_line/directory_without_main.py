# exit: 1
# shell: "$python" cli/tests/programs/command_line
