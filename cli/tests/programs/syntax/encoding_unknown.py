# exit: 1
# coding: nosuch
print(1)
