# exit: 1
print('a' 'b' c)
