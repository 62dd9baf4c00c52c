"""Before and after of the programs rules; None: the rule must be silent."""

from __future__ import annotations

import pytest

from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "eval-input",
        """
        n = int(eval(input()))
        m = eval(input())
        """,
        """
        n = int(input())
        m = int(input())
        """,
    ),
    (
        "eval-input#float",
        """
        n = int(eval(input()))
        m = eval(input())
        """,
        """
        n = int(float(input()))
        m = float(input())
        """,
    ),
    (
        "eval-input",
        "n = eval(text)\n",
        None,
    ),
    (
        "fast-input",
        """
        n = int(input())
        a = list(map(int, input().split()))
        """,
        """
        import sys
        input = sys.stdin.buffer.readline
        n = int(input())
        a = list(map(int, input().split()))
        """,
    ),
    (
        "fast-input",
        """
        # text is wanted
        s = input()
        words = input().split()
        """,
        """
        # text is wanted
        import sys
        input = sys.stdin.buffer.readline
        s = input().decode().rstrip("\\r\\n")
        words = input().decode().split()
        """,
    ),
    (
        "fast-input",
        """
        s = input("name? ")
        """,
        None,
    ),
    (
        "bulk-input",
        """
        n = int(input())
        for _ in range(n):
            a, b = map(int, input().split())
        """,
        """
        import sys
        input = iter(sys.stdin.buffer.read().splitlines()).__next__
        n = int(input())
        for _ in range(n):
            a, b = map(int, input().split())
        """,
    ),
    (
        "bulk-input",
        """
        import sys
        def one(): return sys.stdin.readline()
        n = int(one())
        for _ in range(n):
            a, b = map(int, input().split())
        """,
        None,
    ),
    (
        "stdin-buffer",
        """
        import sys
        read = sys.stdin.readline
        n = int(read())
        """,
        """
        import sys
        read = sys.stdin.buffer.readline
        n = int(read())
        """,
    ),
    (
        "open-zero-to-stdin",
        """
        n, *a = map(int, open(0).read().split())
        lines = open(0).readlines()
        """,
        """
        import sys
        n, *a = map(int, sys.stdin.buffer.read().split())
        lines = sys.stdin.readlines()
        """,
    ),
    (
        "stdin-buffer",
        """
        import sys
        s = sys.stdin.readline().rstrip()
        n = int(sys.stdin.readline())
        """,
        """
        import sys
        s = sys.stdin.buffer.readline().decode().rstrip()
        n = int(sys.stdin.buffer.readline())
        """,
    ),
    (
        "counter-to-dict",
        """
        from collections import Counter
        c = Counter(input().split())
        print(c["a"], max(c.values()))
        """,
        """
        from collections import Counter
        c = {}
        for key in input().split():
            c[key] = c.get(key, 0) + 1
        print(c.get("a", 0), max(c.values()))
        """,
    ),
    (
        "counter-to-dict",
        """
        from collections import Counter
        c = Counter(a)
        print(c.most_common(1))
        """,
        None,
    ),
    (
        "print-to-write",
        """
        n = 3
        print(n, "x")
        print("Yes")
        print(*a, sep="\\n")
        """,
        """
        import sys
        n = 3
        sys.stdout.write(f"{n} x\\n")
        sys.stdout.write('Yes\\n')
        sys.stdout.write('\\n'.join(map(str, a)) + '\\n')
        """,
    ),
    (
        "print-to-write",
        """
        import sys
        print(1, file=sys.stderr)
        """,
        None,
    ),
    (
        "print-loop-to-join",
        """
        for x in a:
            print(x + 1)
        """,
        """
        import sys
        sys.stdout.write("".join([f"{x + 1}\\n" for x in a]))
        """,
    ),
    (
        "unused-import",
        """
        import math, sys
        from os import path
        print(math.pi)
        """,
        """
        import math
        print(math.pi)
        """,
    ),
    (
        "unused-import",
        """
        from math import *
        print(sqrt(2))
        """,
        None,
    ),
    (
        "unused-definition",
        """
        def helper():
            pass


        INF = 10
        print(1)
        """,
        "\n\nprint(1)\n",
    ),
    (
        "module-code-into-function",
        '''
        #!/usr/bin/env python3
        """Doc."""
        import sys

        N = int(input())
        text = """a
        b"""


        def show(x):
            global total
            total = x
            print(N, x)


        total = 0
        for i in range(N):
            show(i)  # each
        ''',
        '''
        #!/usr/bin/env python3
        """Doc."""
        import sys


        def main():
            N = int(input())
            text = """a
        b"""


            def show(x):
                nonlocal total
                total = x
                print(N, x)


            total = 0
            for i in range(N):
                show(i)  # each


        main()
        ''',
    ),
    (
        "module-code-into-function",
        """
        a = [3, 1]
        for x in a:
            print(x)
        max = max(a)
        """,
        """
        def main():
            global max
            a = [3, 1]
            for x in a:
                print(x)
            max = max(a)


        main()
        """,
    ),
    (
        "drop-recursion-limit",
        """
        import sys
        sys.setrecursionlimit(10**6)
        print(1)
        """,
        """
        import sys
        print(1)
        """,
    ),
    (
        "thread-to-call",
        """
        import threading


        def main():
            print(1)


        t = threading.Thread(target=main)
        t.start()
        t.join()
        """,
        """
        import threading


        def main():
            print(1)


        main()
        """,
    ),
    (
        "exit-to-return",
        """
        def main():
            if 1:
                exit()
            print(2)


        main()
        """,
        """
        def main():
            if 1:
                return
            print(2)


        main()
        """,
    ),
    (
        "exit-to-return",
        """
        n = 1
        if n:
            print(1)
            exit()
        print(2)
        """,
        """
        n = 1
        if n:
            print(1)
        else:
            print(2)
        """,
    ),
    (
        "exit-to-return",
        """
        for x in a:
            exit()
        """,
        None,
    ),
    (
        "numpy-to-plain-python",
        """
        import numpy as np
        a = np.array(list(map(int, input().split())))
        print(int(np.sum((a - np.mean(a)) ** 2)), a.max())
        """,
        """
        a = list(map(int, input().split()))
        print(int(sum([(v - vs0) ** 2 for vs0 in [(sum(a) / len(a))] for v in a])), max(a))
        """,
    ),
    (
        "numpy-to-plain-python",
        """
        import numpy as np
        a = np.array(input().split(), dtype=np.int64)
        z = np.zeros(5, dtype=int)
        z[1:3] = 7
        a += 1
        print(np.cumsum(a)[-1], z[2])
        """,
        """
        from itertools import accumulate
        a = list(map(int, input().split()))
        z = [0] * 5
        z[1:3] = [7] * len(z[1:3])
        a = [v + 1 for v in a]
        print(list(accumulate(a))[-1], z[2])
        """,
    ),
    (
        "numpy-to-plain-python",
        """
        import numpy as np
        print(np.array([1, 2]))
        """,
        None,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)])
def test_before_after(case: Case) -> None:
    check(case)
