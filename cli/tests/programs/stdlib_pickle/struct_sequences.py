"""Struct sequences keep their class and their hidden fields in pickles and copies."""

import copy
import os
import pickle
import time

moment = time.gmtime(0)
status = os.stat('.')
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    again = pickle.loads(pickle.dumps([moment, moment], protocol))
    print(type(again[0]).__name__, again[0] == moment, again[0].tm_zone, again[0] is again[1])
    other = pickle.loads(pickle.dumps(status, protocol))
    print(type(other).__name__, other == status, other.st_mtime_ns == status.st_mtime_ns)
print(type(copy.deepcopy(moment)).__name__, copy.copy(moment) == moment)
