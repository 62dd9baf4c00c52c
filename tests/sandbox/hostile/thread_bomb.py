"""Starts threads without end."""
# expect: raised memory crashed timeout

import threading
import time

while True:
    threading.Thread(target=time.sleep, args=(60,)).start()
