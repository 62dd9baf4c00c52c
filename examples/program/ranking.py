"""Reads the number of players and their scores; prints the rank of each player, a line each.

Players with the same score share a rank.
"""

n = eval(input())
scores = list(map(int, input().split()))
for i in range(n):
    rank = 1
    for j in range(n):
        if scores[j] > scores[i]:
            rank = rank + 1
    print(rank)
