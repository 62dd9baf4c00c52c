"""Opens the devices through which a machine is owned."""
# expect: returned exited

import os

for name in ("mem", "kmem", "port", "sda", "vda", "nvme0n1", "kvm", "fuse", "net/tun", "loop-control", "kmsg"):
    try:
        descriptor = os.open(f"/dev/{name}", os.O_RDWR)
        print("ESCAPED", name, descriptor)
    except OSError:
        pass
