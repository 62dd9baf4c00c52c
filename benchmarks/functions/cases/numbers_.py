"""Integers."""


def primes_below(limit: int) -> list[int]:
    """All primes below a limit (at most 3000)."""
    limit = min(limit, 3000)
    primes = []
    for n in range(2, limit):
        prime = True
        for d in range(2, n):
            if n % d == 0:
                prime = False
                break
        if prime:
            primes.append(n)
    return primes


def divisors(number: int) -> list[int]:
    """All divisors, ascending."""
    return [d for d in range(1, number + 1) if number % d == 0]


def greatest_common(a: int, b: int) -> int:
    """Greatest common divisor of two positive numbers; 0 when one is not positive."""
    best = 0
    for d in range(1, min(a, b) + 1):
        if a % d == 0 and b % d == 0:
            best = d
    return best


def digit_sum_count(limit: int, total: int) -> int:
    """How many numbers below a limit have a digit sum."""
    count = 0
    for n in range(limit):
        if sum([int(c) for c in str(n)]) == total:
            count += 1
    return count


def fibonacci(n: int) -> int:
    """The n-th Fibonacci number (n at most 22)."""
    n = min(n, 22)
    if n < 2:
        return max(n, 0)
    return fibonacci(n - 1) + fibonacci(n - 2)


def power_mod(base: int, exponent: int, modulus: int) -> int:
    """base ** exponent modulo a positive modulus, by repeated multiplication."""
    result = 1 % max(modulus, 1)
    for _ in range(exponent):
        result = result * base % max(modulus, 1)
    return result


def perfect_numbers(limit):
    """Numbers below a limit that are the sum of their smaller divisors."""
    found = []
    for n in range(2, limit):
        total = 0
        for d in range(1, n):
            if n % d == 0:
                total += d
        if total == n:
            found.append(n)
    return found


def multiples_sum(limit: int) -> int:
    """Sum of the numbers below a limit that 3 or 5 divides."""
    total = 0
    for n in range(limit):
        if n % 3 == 0 or n % 5 == 0:
            total += n
    return total


def collatz_longest(limit: int) -> int:
    """Start below a limit with the longest Collatz sequence, the smallest on ties; 0 for none."""
    best, best_length = 0, 0
    for start in range(1, limit):
        n, length = start, 1
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            length += 1
        if length > best_length:
            best, best_length = start, length
    return best


def triples(limit: int) -> list[tuple[int, int, int]]:
    """Pythagorean triples a < b < c up to a limit (at most 60)."""
    limit = min(limit, 60)
    found = []
    for a in range(1, limit + 1):
        for b in range(1, limit + 1):
            for c in range(1, limit + 1):
                if a < b < c and a * a + b * b == c * c:
                    found.append((a, b, c))
    return found


def to_binary(number: int) -> str:
    """Binary digits of a number that is not negative."""
    if number <= 0:
        return "0"
    digits = ""
    while number > 0:
        digits = str(number % 2) + digits
        number = number // 2
    return digits


def binomial(n: int, k: int) -> int:
    """Ways to choose k of n."""
    if k < 0 or k > n:
        return 0
    numerator = 1
    for i in range(1, n + 1):
        numerator *= i
    denominator = 1
    for i in range(1, k + 1):
        denominator *= i
    for i in range(1, n - k + 1):
        denominator *= i
    return numerator // denominator
