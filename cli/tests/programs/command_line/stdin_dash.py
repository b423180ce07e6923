# shell: echo 'import sys; print(sys.argv)' | "$python" - a b
