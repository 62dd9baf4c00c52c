"""Writes without end to stdout."""
# expect: output raised exited crashed

while True:
    print("x" * 100_000)
