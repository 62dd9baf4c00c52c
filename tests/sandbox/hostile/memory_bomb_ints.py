"""Takes all memory in small pieces."""
# expect: memory timeout crashed

hoard = [0]
while True:
    hoard += hoard
