"""Leaves a thread that is not a daemon running for ever."""
# expect: timeout

import threading
import time

threading.Thread(target=time.sleep, args=(1000,)).start()
