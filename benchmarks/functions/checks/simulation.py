"""Inputs for the functions of ``cases/simulation.py``."""

from benchmarks.functions.draw import grid, ints, mixed, text

ARGS = {
    "life_step": lambda r, n: (grid(r, n, 0, 1),),
    "random_walk_end": lambda r, n: (text(r, n, "NESWx"),),
    "visited_cells": lambda r, n: (text(r, n, "UDLRx"),),
    "josephus": lambda r, n: (n, r.randint(-3, 9)),
    "lcg": lambda r, n: (r.randint(-(2**40), 2**40), n),
    "elevator_distance": lambda r, n: (mixed(r, n),),
    "population": lambda r, n: (ints(r, min(n, 6), 0, 8), r.randint(0, 40)),
    "Board.score": lambda r, n: ((grid(r, n, 0, 20),), (ints(r, n, 0, 20),)),
}
EDGES = {"life_step": [([],), ([[]],)], "population": [([9, 0], 50), ([-1], 5)], "lcg": [(1, -1)]}
