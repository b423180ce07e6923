# Process groups and sessions: their numbers are 0 where the leader is in another PID namespace, which is not an error.
import os
print(os.getpgrp() >= 0, os.getpgid(0) >= 0, os.getsid(0) >= 0, os.getppid() >= 0)
for f in (os.getpgid, os.getsid):
    for n in (-1, 999999):
        try:
            print(f(n))
        except OSError as e:
            print(e)
