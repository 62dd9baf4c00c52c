"""Makes a device node for the disk."""
# expect: returned

import os
import stat

for major, minor in ((8, 0), (253, 0), (254, 0), (1, 1)):
    try:
        os.mknod("disk", 0o600 | stat.S_IFBLK, os.makedev(major, minor))
        print("ESCAPED")
    except OSError:
        pass
