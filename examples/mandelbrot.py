"""The Mandelbrot set in text, from complex numbers."""

SHADES = " .:-=+*#%@"
LIMIT = 60


def escape_time(c):
    z = 0
    for n in range(LIMIT):
        if abs(z) > 2:
            return n
        z = z * z + c
    return LIMIT


def shade(n):
    return SHADES[-1] if n == LIMIT else SHADES[min(n // 2, len(SHADES) - 2)]


def picture(width, height, left=-2.2, right=0.8, top=1.2):
    for row in range(height):
        y = top - 2 * top * row / (height - 1)
        points = (
            complex(left + (right - left) * column / (width - 1), y) for column in range(width)
        )
        yield "".join(shade(escape_time(c)) for c in points).rstrip()


print("\n".join(picture(66, 25)))
