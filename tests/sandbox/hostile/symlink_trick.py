"""Makes links out of its directory, for whoever cleans up after it."""
# expect: returned

import os
import sys

for number, path in enumerate(sys.stdin.read().split()):
    os.symlink(path, f"link{number}")
    os.symlink(os.path.dirname(path), f"directory{number}")
os.makedirs("a/b/c")
os.chmod("a", 0)
os.chmod(".", 0)
