# needs: greenlet
from support import drive, pause


class Grid:
    def __getitem__(self, key):
        return pause(("get", key))

    def __setitem__(self, key, value):
        pause(("set", key, value))

    def __delitem__(self, key):
        pause(("del", key))


def body():
    grid = Grid()
    grid[1, 2] = 3
    grid["x"] += ("!",)
    del grid[0]
    legacy = iter(Grid())
    return grid[1:2], grid[...], next(legacy)


drive(body)
