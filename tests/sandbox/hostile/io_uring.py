"""Goes round the filter with io_uring, bpf and perf."""
# expect: returned

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
for number in (425, 321, 298, 323):
    if libc.syscall(number, 1, 0, 0, 0, 0) >= 0:
        print("ESCAPED")
