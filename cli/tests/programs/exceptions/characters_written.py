# An attribute that OSError has only once it is set; and notes that are no notes.
error = BlockingIOError("a", "b")
print(hasattr(error, "characters_written"), hasattr(OSError(), "characters_written"))
error.characters_written = 5
print(error.characters_written)
error = BlockingIOError(1, "b", 3)
print(error.characters_written, error.args)
group = ExceptionGroup("group", [TypeError(1), ValueError(2)])
group.__notes__ = 123
print(group.split(TypeError), repr(group.subgroup(ValueError)))
group.__notes__ = ["one"]
print(group.subgroup(TypeError).__notes__, group.subgroup(TypeError).__notes__ is group.__notes__)

e = BlockingIOError('a', 'b', 3)
del e.characters_written
for error in (e, BlockingIOError(), BlockingIOError('a', 'b')):
    try:
        del error.characters_written
    except AttributeError as caught:
        print(caught)
