# shell: printf 'import sys\nprint(sys.argv, __name__)\nfor i in range(2):\n    print(i)\n' | "$python"
