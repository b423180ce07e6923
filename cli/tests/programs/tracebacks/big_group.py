# exit: 1
# Only so many exceptions of a group are shown, and only so deep.
deep = ValueError("bottom")
for level in range(14):
    deep = ExceptionGroup(f"level {level}", [deep])
raise ExceptionGroup("wide", [ValueError(n) for n in range(20)] + [deep])
