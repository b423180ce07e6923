print("circular_a starts")
import circular_b

A = "a"
print("circular_a sees", circular_b.B, circular_b.seen)
