"""Fills the private directory."""
# expect: raised output returned timeout

for number in range(200):
    with open(f"{number}", "wb") as file:
        file.write(b"x" * 900_000)
