# exit: 1
# coding: latin-1
print(1)
