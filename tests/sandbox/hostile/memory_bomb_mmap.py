"""Takes all memory by anonymous mappings."""
# expect: memory raised timeout

import mmap

hoard = []
while True:
    piece = mmap.mmap(-1, 64 << 20)
    piece[:] = b"x" * len(piece)
    hoard.append(piece)
