"""Takes memory in files that no limit on address space counts."""
# expect: raised

import os

hoard = []
while True:
    fd = os.memfd_create("hoard")
    os.write(fd, b"x" * 10_000_000)
    hoard.append(fd)
