# exit: 1
# shell: cd cli/tests/programs/imports && "$python" -m tree
