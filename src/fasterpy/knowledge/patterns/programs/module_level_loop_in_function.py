"""Code outside functions reads and writes globals, which are slower than locals: put the work in a `main` function with local names."""

TAGS = ("globals", "locals", "main")
RULE = "module-code-into-function"

PROGRAM = """
n = int(input())
total = 0
i = 0
while i < n:
    total += i % 7
    i += 1
print(total)
"""


def slow():
    exec(PROGRAM, {})


def fast():
    def main():
        n = int(input())
        total = 0
        i = 0
        while i < n:
            total += i % 7
            i += 1
        print(total)

    main()


SIZES = (1000, 50_000)


def inputs(n, rng):
    return (f"{n}\n",), {}
