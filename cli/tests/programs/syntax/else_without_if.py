# exit: 1
else:
    pass
