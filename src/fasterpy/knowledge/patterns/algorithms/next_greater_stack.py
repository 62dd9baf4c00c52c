"""Looking right from every element for the next greater one is quadratic: keep the waiting indices on a stack."""

TAGS = ("stack", "next-greater", "nested-loop")

SIZES = (50, 1000)


def slow(heights):
    answer = []
    for i in range(len(heights)):
        found = -1
        for j in range(i + 1, len(heights)):
            if heights[j] > heights[i]:
                found = heights[j]
                break
        answer.append(found)
    return answer


def fast(heights):
    answer = [-1] * len(heights)
    waiting = []
    for i, height in enumerate(heights):
        while waiting and heights[waiting[-1]] < height:
            answer[waiting.pop()] = height
        waiting.append(i)
    return answer


def inputs(n, rng):
    return (sorted((rng.randrange(10**6) for _ in range(n)), reverse=True),), {}
