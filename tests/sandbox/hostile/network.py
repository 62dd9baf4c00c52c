"""Connects out and listens."""
# expect: returned

import socket

for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):
    try:
        made = socket.socket(family, socket.SOCK_STREAM if family != socket.AF_NETLINK else socket.SOCK_RAW)
        made.settimeout(0.2)
        made.connect(("127.0.0.1", 22))
        print("ESCAPED")
    except (OSError, TypeError):
        pass
try:
    socket.create_connection(("93.184.216.34", 80), timeout=0.2)
    print("ESCAPED")
except OSError:
    pass
