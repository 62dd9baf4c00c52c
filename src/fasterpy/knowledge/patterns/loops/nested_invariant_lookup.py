"""Chained lookups that do not depend on the inner loop (`a[i][j]`, `self.x.y`) are repeated in it: bind the row or object to a local first."""

TAGS = ("hoist", "subscript", "attribute", "nested-loop")


def slow(table, weights):
    totals = []
    for i in range(len(table)):
        total = 0
        for j in range(len(table[i]["cells"])):
            total += table[i]["cells"][j] * weights["values"][j]
        totals.append(total)
    return totals


def fast(table, weights):
    values = weights["values"]
    totals = []
    for record in table:
        total = 0
        for cell, weight in zip(record["cells"], values):
            total += cell * weight
        totals.append(total)
    return totals


SIZES = (20, 200)


def inputs(n, rng):
    table = [{"cells": [rng.randrange(9) for _ in range(20)]} for _ in range(n)]
    return (table, {"values": [rng.randrange(9) for _ in range(20)]}), {}
