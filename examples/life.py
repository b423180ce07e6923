"""Conway's game of life on a set of living cells, run by a generator of generations."""

from collections import Counter
from itertools import islice

GLIDER = """
.#.
..#
###
"""


def parse(picture, row=0, column=0):
    lines = picture.strip().splitlines()
    return {
        (row + r, column + c)
        for r, line in enumerate(lines)
        for c, mark in enumerate(line)
        if mark == "#"
    }


def neighbours(cell):
    row, column = cell
    return ((row + r, column + c) for r in (-1, 0, 1) for c in (-1, 0, 1) if r or c)


def generations(cells):
    while True:
        yield cells
        around = Counter(neighbour for cell in cells for neighbour in neighbours(cell))
        cells = {cell for cell, n in around.items() if n == 3 or n == 2 and cell in cells}


def draw(cells, height, width):
    for row in range(height):
        yield "".join("#" if (row, column) in cells else "." for column in range(width))


pictures = [list(draw(cells, 6, 7)) for cells in islice(generations(parse(GLIDER)), 0, 13, 4)]
for lines in zip(*pictures):
    print("   ".join(lines))

acorn = generations(parse(".#.....\n...#...\n##..###"))
counts = [len(cells) for cells in islice(acorn, 201)]
print("acorn:", ", ".join(f"{counts[n]} cells after {n}" for n in (0, 10, 50, 100, 200)))
