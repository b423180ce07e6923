x = 1
# coding: nosuch
print(x)
