"""Removes every file it can."""
# expect: returned timeout

import os
import shutil
import sys

for path in ["/usr", "/etc", "/root", "/home", "/work", *sys.stdin.read().split(), *map(os.path.dirname, sys.path)]:
    shutil.rmtree(path, ignore_errors=True)
    try:
        os.unlink(path)
    except OSError:
        pass
