"""Looks for private keys."""
# expect: returned

import glob
import os

for top in ("~", "/root", "/home/*", os.environ.get("HOME", "")):
    for name in glob.glob(os.path.expanduser(top) + "/.ssh/*") + glob.glob(os.path.expanduser(top) + "/.*"):
        try:
            print(open(name).read())
        except OSError:
            pass
