# shell: cd cli/tests/programs/imports/modules && "$python" -m application.helper
