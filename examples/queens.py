"""Eight queens on a board, none attacking another, by a generator that backtracks."""


def place(n, row=0, columns=()):
    """Yield every way to finish a board whose first rows are `columns`."""
    if row == n:
        yield columns
        return
    for column in range(n):
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(columns)):
            yield from place(n, row + 1, columns + (column,))


def draw(columns):
    for column in columns:
        yield " ".join("Q" if c == column else "." for c in range(len(columns)))


def turned(board):
    """The board after a quarter turn."""
    n = len(board)
    return tuple(n - 1 - board.index(column) for column in range(n))


def distinct(boards):
    """Leave out what is a rotation or mirror image of a board seen before."""
    seen = set()
    for board in boards:
        if board not in seen:
            yield board
        for _ in range(4):
            board = turned(board)
            seen.add(board)
            seen.add(board[::-1])


print("\n".join(draw(next(place(8)))))
for n in range(4, 9):
    boards = list(place(n))
    print(f"{n} queens: {len(boards):3} boards, {len(list(distinct(boards))):2} really different")
