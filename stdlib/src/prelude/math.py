"""math and cmath: numbers whose class is the program's."""


def math_floor(x):
    method = _special(x, '__floor__')
    return _math_floor(float_of(x)) if method is None else method()


def math_ceil(x):
    method = _special(x, '__ceil__')
    return _math_ceil(float_of(x)) if method is None else method()


def math_trunc(x):
    method = _special(x, '__trunc__')
    if method is None:
        raise TypeError(f"type {_class_name(x)} doesn't define __trunc__ method")
    return method()


def math_gcd(integers):
    return _math_gcd([index_of(x) for x in integers])


def math_lcm(integers):
    return _math_lcm([index_of(x) for x in integers])


def math_hypot(coordinates):
    return _math_norm([float_of(x) for x in coordinates])


def math_dist(p, q):
    return _math_dist([float_of(x) for x in p], [float_of(x) for x in q])


def math_fsum(numbers):
    return _math_fsum([float_of(x) for x in numbers])


def math_prod(numbers, total):
    for x in numbers:
        total = total * x
    return total


def cmath_number(x):
    method = _special(x, '__complex__')
    if method is None:
        return complex(float_of(x))
    result = method()
    if not _is_kind(result, 'complex'):
        raise TypeError(f'__complex__ returned non-complex (type {_class_name(result)})')
    return complex(result.real, result.imag)


def cmath_unary(name, z):
    return _cmath_unary(name, cmath_number(z))


def cmath_log(z, base):
    return _cmath_log(cmath_number(z), cmath_number(base))


def cmath_isclose(a, b, relative, absolute):
    return _cmath_isclose(cmath_number(a), cmath_number(b), relative, absolute)
