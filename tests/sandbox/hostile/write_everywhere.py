"""Writes wherever it can."""
# expect: returned

import os
import sys

for path in ["/", "/usr/bin", "/etc", "/var", "/work", "/home", "/root", "/opt", *sys.stdin.read().split()]:
    for target in (path, os.path.dirname(path)):
        try:
            with open(os.path.join(target, "hostile"), "w") as file:
                file.write("x")
            print("ESCAPED")
        except OSError:
            pass
