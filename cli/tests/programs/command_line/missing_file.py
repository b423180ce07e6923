# exit: 2
# shell: "$python" cli/tests/programs/command_line/no_such_file.py
