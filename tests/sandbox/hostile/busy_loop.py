"""Never ends."""
# expect: timeout

while True:
    pass
