"""Takes all memory."""
# expect: memory timeout

hoard = []
while True:
    hoard.append(bytearray(50_000_000))
