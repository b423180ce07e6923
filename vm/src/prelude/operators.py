"""The operators as functions: for whoever has the operands and may need their methods."""


def operate_abs(x):
    return abs(x)


def operate_neg(x):
    return -x


def operate_pos(x):
    return +x


def operate_invert(x):
    return ~x


def operate_pow(x, y):
    return x ** y


def operate_ipow(x, y):
    x **= y
    return x


def operate_add(x, y):
    return x + y


def operate_sub(x, y):
    return x - y


def operate_mul(x, y):
    return x * y


def operate_matmul(x, y):
    return x @ y


def operate_truediv(x, y):
    return x / y


def operate_floordiv(x, y):
    return x // y


def operate_mod(x, y):
    return x % y


def operate_lshift(x, y):
    return x << y


def operate_rshift(x, y):
    return x >> y


def operate_xor(x, y):
    return x ^ y


def operate_and(x, y):
    return x & y


def operate_or(x, y):
    return x | y


def operate_iadd(x, y):
    x += y
    return x


def operate_isub(x, y):
    x -= y
    return x


def operate_imul(x, y):
    x *= y
    return x


def operate_imatmul(x, y):
    x @= y
    return x


def operate_itruediv(x, y):
    x /= y
    return x


def operate_ifloordiv(x, y):
    x //= y
    return x


def operate_imod(x, y):
    x %= y
    return x


def operate_ilshift(x, y):
    x <<= y
    return x


def operate_irshift(x, y):
    x >>= y
    return x


def operate_ixor(x, y):
    x ^= y
    return x


def operate_iand(x, y):
    x &= y
    return x


def operate_ior(x, y):
    x |= y
    return x
