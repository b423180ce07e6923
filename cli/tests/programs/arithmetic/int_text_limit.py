# Text of more than 4300 digits is refused, in both directions.
import sys

print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits)
big = 10**4299
print(len(str(big)), len(repr(-big)), int("1" * 4300) % 97)
for attempt in (
    lambda: str(big * 10),
    lambda: f"{big * 10}",
    lambda: "%d" % (big * 10),
    lambda: repr([big * 10]),
    lambda: int("1" * 4301),
    lambda: int("1_" * 5000 + "1"),
    lambda: print(10**5000),
    lambda: eval("9" * 5000),
):
    try:
        attempt()
        print("allowed")
    except (ValueError, SyntaxError) as error:
        print(type(error).__name__, error)
print(len(hex(10**5000)), len(bin(10**5000)), int("f" * 5000, 16).bit_length())
sys.set_int_max_str_digits(5001)
print(len(str(10**5000)))
sys.set_int_max_str_digits(0)
print(len(str(10**6000)), int("7" * 6000) % 1009)
for bad in (100, -1, "x"):
    try:
        sys.set_int_max_str_digits(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
