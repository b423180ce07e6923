print("circular_b starts")
import circular_a

B = "b"
seen = hasattr(circular_a, "A")
try:
    from circular_a import A
except ImportError as error:
    print(str(error).split(" (")[0])
try:
    circular_a.A
except AttributeError as error:
    print(str(error).split(" (")[0])
