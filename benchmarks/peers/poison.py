"""Five programs that do nothing forbidden and spoil a process for those that come after them."""

POISON = {
    "lowers the recursion limit": "import sys\nsys.setrecursionlimit(60)\nprint('done')\n",
    "rebinds builtins": (
        "import builtins, math\n"
        "builtins.sum = lambda *_: 0\nbuiltins.sorted = lambda xs, **_: list(xs)\n"
        "math.gcd = lambda *_: 1\nprint('done')\n"
    ),
    "leaves at once": "import os, sys\nprint('done')\nsys.stdout.flush()\nos._exit(0)\n",
    "leaves a busy thread": (
        "import threading\n"
        "def spin():\n    while True:\n        pass\n"
        "threading.Thread(target=spin, daemon=True).start()\nprint('done')\n"
    ),
    "closes stdin and redirects stdout": (
        "import io, sys\nsys.stdin.close()\nsys.__stdin__ = io.StringIO()\n"
        "import builtins\nbuiltins.input = lambda *_: ''\nprint('done')\n"
    ),
}

VICTIMS = {
    # text -> (stdin, expected)
    "def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nprint(f(int(input())))\n": ("200\n", "200\n"),
    "print(sum(sorted(map(int, input().split()))[:2]))\n": ("5 3 1 4\n", "4\n"),
    "import math\nprint(math.gcd(*map(int, input().split())))\n": ("12 18\n", "6\n"),
    "import sys\nprint(len(sys.stdin.readlines()))\n": ("a\nb\nc\n", "3\n"),
    "import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read())\n": ("bytes\n", "bytes\n"),
    "s = 0\nfor i in range(10**6):\n    s += i\nprint(s)\n": ("", "499999500000\n"),
}
