"""Matrices with operators: product, power, determinant, inverse, in exact fractions."""

from functools import reduce
from math import gcd


class Fraction:
    def __init__(self, top, bottom=1):
        divisor = gcd(top, bottom) * (-1 if bottom < 0 else 1)
        self.top, self.bottom = top // divisor, bottom // divisor

    def __add__(self, other):
        return Fraction(
            self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom
        )

    def __mul__(self, other):
        return Fraction(self.top * other.top, self.bottom * other.bottom)

    def __truediv__(self, other):
        return Fraction(self.top * other.bottom, self.bottom * other.top)

    def __neg__(self):
        return Fraction(-self.top, self.bottom)

    def __eq__(self, other):
        return (self.top, self.bottom) == (other.top, other.bottom)

    def __bool__(self):
        return self.top != 0

    def __str__(self):
        return f"{self.top}/{self.bottom}" if self.bottom != 1 else f"{self.top}"


class Matrix:
    def __init__(self, rows):
        self.rows = [[x if isinstance(x, Fraction) else Fraction(x) for x in row] for row in rows]

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def __len__(self):
        return len(self.rows)

    def __matmul__(self, other):
        columns = list(zip(*other.rows))
        return Matrix(
            [
                [reduce(Fraction.__add__, map(Fraction.__mul__, r, c)) for c in columns]
                for r in self.rows
            ]
        )

    def __pow__(self, n):
        if n < 0:
            return self.inverse() ** -n
        return reduce(Matrix.__matmul__, [self] * n, Matrix.identity(len(self)))

    def __eq__(self, other):
        return self.rows == other.rows

    def inverse(self):
        """Gauss and Jordan: the same row operations that make `self` the identity."""
        n = len(self)
        work = [row + unit for row, unit in zip(self.rows, Matrix.identity(n).rows)]
        for i in range(n):
            pivot = next((r for r in range(i, n) if work[r][i]), None)
            if pivot is None:
                raise ZeroDivisionError("the matrix is singular")
            work[i], work[pivot] = work[pivot], work[i]
            work[i] = [x / work[i][i] for x in work[i]]
            for r in range(n):
                if r != i:
                    work[r] = [x + -(work[r][i] * y) for x, y in zip(work[r], work[i])]
        return Matrix([row[n:] for row in work])

    def __str__(self):
        width = max(len(str(x)) for row in self.rows for x in row)
        return "\n".join(
            "[ " + " ".join(f"{x!s:>{width}}" for x in row) + " ]" for row in self.rows
        )


a = Matrix([[2, 1, 0], [1, 3, 1], [0, 1, 4]])
print("A =", a, "A ** 3 =", a**3, "A ** -1 =", a.inverse(), sep="\n")
print("A @ A ** -1 is the identity:", a @ a**-1 == Matrix.identity(3))
try:
    Matrix([[1, 2], [2, 4]]).inverse()
except ZeroDivisionError as error:
    print("[[1, 2], [2, 4]]:", error)
