# shell: PYTHONPATH=cli/tests/programs/imports/modules:/no/such "$python" -c 'import stars, sys; print(stars.public, sys.path[1].endswith("imports/modules"), sys.path[2])'
