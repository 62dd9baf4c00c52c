"""Poisons the modules that the next run will use."""
# expect: returned

import builtins
import math
import random
import sys

math.sqrt = lambda x: "FORGED"
builtins.sum = lambda *a: "FORGED"
random.random = lambda: "FORGED"
sys.modules["heapq"] = None
sys.setswitchinterval(100)
