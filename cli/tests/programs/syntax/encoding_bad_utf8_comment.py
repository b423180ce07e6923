# exit: 1
# é
print(1)
