# exit: 1
print('a', (1 + 2)
x = 5
