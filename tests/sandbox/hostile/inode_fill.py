"""Makes files without end."""
# expect: raised timeout

number = 0
while True:
    number += 1
    with open(str(number), "w"):
        pass
