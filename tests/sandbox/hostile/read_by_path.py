"""Reads the secret by its exact path."""
# expect: returned

import sys

for path in sys.stdin.read().split():
    try:
        print(open(path).read())
    except OSError:
        print("hidden")
