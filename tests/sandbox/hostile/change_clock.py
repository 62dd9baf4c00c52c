"""Sets the system clock and host name."""
# expect: returned

import socket
import time

for attempt in (lambda: time.clock_settime(time.CLOCK_REALTIME, 0), lambda: socket.sethostname("hostile")):
    try:
        attempt()
        print("ESCAPED")
    except OSError:
        pass
