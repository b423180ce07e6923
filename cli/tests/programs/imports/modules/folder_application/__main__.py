import sys

print("folder main", __name__, repr(__package__), sys.argv[1:])
import neighbour
