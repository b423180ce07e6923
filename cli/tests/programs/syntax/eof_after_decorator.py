# exit: 1
@decorator
