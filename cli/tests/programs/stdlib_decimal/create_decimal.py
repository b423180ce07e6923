"""Context.create_decimal takes the number itself: no white space, no underscores."""
from decimal import Context, Decimal, InvalidOperation

quiet, strict = Context(prec=3, traps=[]), Context(prec=3)
for text in '3.14159', ' 3.14', '3.14\n', '3_1.4', '', 'NaN12', '-Infinity', '\u0663.\u0661':
    print(repr(text), quiet.create_decimal(text), quiet.flags[InvalidOperation], end=' ')
    quiet.clear_flags()
    try:
        print(strict.create_decimal(text), end=' ')
    except InvalidOperation as e:
        print(e, end=' ')
    try:
        print(Decimal(text))
    except InvalidOperation as e:
        print(e)
