"""Talks to a service of the user through an abstract socket."""
# expect: returned

import socket

for line in open("/proc/net/unix").read().splitlines() if __import__("os").path.exists("/proc/net/unix") else ():
    if "@" in line:
        name = line.split("@")[-1]
        try:
            socket.socket(socket.AF_UNIX).connect("\0" + name)
            print("ESCAPED")
        except OSError:
            pass
try:
    socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).connect("\0fasterpy-test-outside")
    print("ESCAPED")
except OSError:
    pass
