# shell: cd cli/tests/programs/imports/modules && "$python" -m application x -y --z
