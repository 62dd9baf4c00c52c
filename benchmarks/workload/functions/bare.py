"""Functions without hints, for measuring how well arguments are made up."""

import bisect
import heapq
from collections import Counter


def bubble_sort(arr):
    n = len(arr)
    for i in range(n):
        for j in range(n - 1 - i):
            if arr[j] > arr[j + 1]:
                arr[j], arr[j + 1] = arr[j + 1], arr[j]
    return arr


def primes(n):
    out = []
    for i in range(2, n + 1):
        if all(i % p for p in out):
            out.append(i)
    return out


def count_vowels(text):
    total = 0
    for ch in text:
        if ch.lower() in "aeiou":
            total += 1
    return total


def anagrams(words):
    groups = {}
    for w in words:
        groups.setdefault("".join(sorted(w)), []).append(w)
    return sorted(groups.values())


def matmul(a, b):
    return [[sum(a[i][k] * b[k][j] for k in range(len(b))) for j in range(len(b[0]))] for i in range(len(a))]


def shortest(graph, start, goal):
    dist = {start: 0}
    queue = [start]
    while queue:
        u = queue.pop(0)
        if u == goal:
            return dist[u]
        for v in graph[u]:
            if v not in dist:
                dist[v] = dist[u] + 1
                queue.append(v)
    return -1


def merge_intervals(intervals):
    intervals = sorted(intervals)
    out = []
    for start, end in intervals:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def lcs(a, b):
    dp = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                dp[i][j] = dp[i - 1][j - 1] + 1
            else:
                dp[i][j] = max(dp[i - 1][j], dp[i][j - 1])
    return dp[-1][-1]


def binary_search(a, x):
    lo, hi = 0, len(a)
    while lo < hi:
        mid = (lo + hi) // 2
        if a[mid] < x:
            lo = mid + 1
        else:
            hi = mid
    return lo


def rank(scores, value):
    return bisect.bisect_left(scores, value)


def knapsack(weights, values, capacity):
    best = [0] * (capacity + 1)
    for i in range(len(weights)):
        for c in range(capacity, weights[i] - 1, -1):
            best[c] = max(best[c], best[c - weights[i]] + values[i])
    return best[capacity]


def caesar(text, shift=3):
    out = ""
    for c in text:
        if c.isupper():
            out += chr((ord(c) - 65 + shift) % 26 + 65)
        elif c.islower():
            out += chr((ord(c) - 97 + shift) % 26 + 97)
        else:
            out += c
    return out


def total(cart, prices):
    s = 0
    for name, qty in cart.items():
        if name in prices:
            s += qty * prices[name]
    return s


def parse_kv(line):
    out = {}
    for part in line.split(";"):
        if "=" in part:
            k, v = part.split("=", 1)
            out[k.strip()] = v.strip()
    return out


def gcd_all(nums):
    g = 0
    for x in nums:
        while x:
            g, x = x, g % x
    return g


def spiral(matrix):
    out = []
    while matrix:
        out += list(matrix[0])
        matrix = [list(r) for r in zip(*matrix[1:], strict=False)][::-1]
    return out


def k_smallest(nums, k):
    heapq.heapify(nums)
    return [heapq.heappop(nums) for _ in range(min(k, len(nums)))]


def rotate(arr, k):
    k %= len(arr)
    return arr[-k:] + arr[:-k]


def pascal(n):
    rows = []
    for i in range(n):
        row = [1] * (i + 1)
        for j in range(1, i):
            row[j] = rows[i - 1][j - 1] + rows[i - 1][j]
        rows.append(row)
    return rows


def dedupe(items):
    out = []
    for x in items:
        if x not in out:
            out.append(x)
    return out


def filter_adults(people):
    return [p["name"] for p in people if p["age"] >= 18]


def islands(grid):
    seen = set()
    count = 0
    for r in range(len(grid)):
        for c in range(len(grid[0])):
            if grid[r][c] == 1 and (r, c) not in seen:
                count += 1
                stack = [(r, c)]
                while stack:
                    y, x = stack.pop()
                    if 0 <= y < len(grid) and 0 <= x < len(grid[0]) and grid[y][x] == 1 and (y, x) not in seen:
                        seen.add((y, x))
                        stack += [(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)]
    return count


def apply(fn, values):
    return [fn(v) for v in values]


def clamp(x, low, high):
    if x < low:
        return low
    if x > high:
        return high
    return x


def dot(xs, ys):
    s = 0
    for x, y in zip(xs, ys, strict=False):
        s += x * y
    return s


def run_length(s):
    if not s:
        return ""
    out, prev, n = [], s[0], 0
    for c in s:
        if c == prev:
            n += 1
        else:
            out.append(prev + str(n))
            prev, n = c, 1
    out.append(prev + str(n))
    return "".join(out)


def topo(graph):
    seen, order = set(), []

    def visit(u):
        if u in seen:
            return
        seen.add(u)
        for v in graph.get(u, ()):
            visit(v)
        order.append(u)

    for u in graph:
        visit(u)
    return order[::-1]


def quad(a, b, c):
    d = b * b - 4 * a * c
    if d < 0:
        return ()
    if d == 0:
        return (-b / (2 * a),)
    return ((-b - d**0.5) / (2 * a), (-b + d**0.5) / (2 * a))


def grade(score):
    if score >= 90:
        return "A"
    if score >= 80:
        return "B"
    if score >= 70:
        return "C"
    return "F"


def mode(values):
    c = Counter(values)
    best = max(c.values())
    return sorted(k for k, v in c.items() if v == best)


def balanced(s):
    pairs = {")": "(", "]": "[", "}": "{"}
    stack = []
    for ch in s:
        if ch in "([{":
            stack.append(ch)
        elif ch in pairs and (not stack or stack.pop() != pairs[ch]):
            return False
    return not stack


def window_max(nums, k):
    return [max(nums[i : i + k]) for i in range(len(nums) - k + 1)]


class Stack:
    def __init__(self):
        self.items = []

    def push(self, x):
        self.items.append(x)
        return len(self.items)


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def trace(self):
        return sum(self.rows[i][i] for i in range(min(len(self.rows), len(self.rows[0]))))


def command(cmd, a, b):
    if cmd == "add":
        return a + b
    if cmd == "sub":
        return a - b
    if cmd == "mul":
        return a * b
    raise ValueError(cmd)


def edit(a, b):
    prev = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        cur = [i]
        for j, y in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (x != y)))
        prev = cur
    return prev[-1]


def degrees(n, edges):
    d = [0] * n
    for a, b in edges:
        d[a] += 1
        d[b] += 1
    return d


def sum_nested(data):
    s = 0
    for x in data:
        if isinstance(x, list):
            s += sum_nested(x)
        else:
            s += x
    return s


def collatz(n):
    steps = 0
    while n > 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps
