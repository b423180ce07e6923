# exit: 1
def fail(n):
    raise ValueError(f"number {n}")


errors = []
for n in range(3):
    try:
        fail(n)
    except ValueError as error:
        error.add_note(f"note {n}")
        errors.append(error)
inner = ExceptionGroup("inner", [errors.pop(), KeyError("bare")])
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise inner
except ExceptionGroup as group:
    errors.append(group)
raise ExceptionGroup("outer", errors)
