# exit: 1
# shell: printf 'print(1)\nundefined\n' | "$python"
