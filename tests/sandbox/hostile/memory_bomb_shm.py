"""Fills /dev/shm."""
# expect: raised exited returned

for number in range(100):
    with open(f"/dev/shm/{number}", "wb") as file:
        file.write(b"x" * 10_000_000)
