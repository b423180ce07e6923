# shell: "$python" -c 'import sys; print(sys.argv, __name__, __file__ if "__file__" in globals() else "no file", sys.path[0] == "")' one -x --two
