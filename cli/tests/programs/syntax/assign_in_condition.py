# exit: 1
x = 1
if x = 2:
    pass
