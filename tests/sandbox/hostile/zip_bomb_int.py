"""One arithmetic operation that takes for ever."""
# expect: timeout memory

print(len(str(3 ** (10**8) % 7 ** (10**7))))
