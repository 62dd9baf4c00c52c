# wants: algorithms/prime_sieve, algorithms/prime_test_sqrt
def primes_up_to(bound):
    result = []
    for candidate in range(2, bound + 1):
        prime = True
        for d in range(2, candidate):
            if candidate % d == 0:
                prime = False
                break
        if prime:
            result.append(candidate)
    return result


# wants: algorithms/prime_test_sqrt
def looks_prime(value):
    if value <= 1:
        return False
    divisor = 2
    while divisor < value:
        if value % divisor == 0:
            return False
        divisor += 1
    return True


# wants: algorithms/divisors_sqrt
def proper_divisor_sum(number):
    total = 0
    for k in range(1, number):
        if number % k == 0:
            total += k
    return total


# wants: algorithms/gcd_by_trial
def reduce_fraction(numerator, denominator):
    common = 1
    for d in range(1, min(numerator, denominator) + 1):
        if numerator % d == 0 and denominator % d == 0:
            common = d
    return numerator // common, denominator // common


# wants: algorithms/modular_power, algorithms/power_then_modulo
def encrypt(block, key, modulus):
    value = 1
    for _ in range(key):
        value = (value * block) % modulus
    return value


# wants: algorithms/two_sum_hash
def find_partners(amounts, wanted):
    for i in range(len(amounts)):
        for j in range(i + 1, len(amounts)):
            if amounts[i] + amounts[j] == wanted:
                return i, j
    return None


# wants: algorithms/three_sum_two_pointers
def triangles_below(lengths, limit):
    found = 0
    n = len(lengths)
    for a in range(n):
        for b in range(a + 1, n):
            for c in range(b + 1, n):
                if lengths[a] + lengths[b] + lengths[c] <= limit:
                    found += 1
    return found


# wants: algorithms/max_subarray_kadane
def strongest_period(deltas):
    strongest = float("-inf")
    for begin in range(len(deltas)):
        for finish in range(begin + 1, len(deltas) + 1):
            strength = sum(deltas[begin:finish])
            strongest = max(strongest, strength)
    return strongest


# wants: algorithms/subarray_sum_count
def balanced_segments(signal):
    segments = 0
    for left in range(len(signal)):
        running = 0
        for right in range(left, len(signal)):
            running += signal[right]
            if running == 0:
                segments += 1
    return segments


# wants: algorithms/count_inversions
def disagreement(ranking):
    swaps = 0
    for i in range(len(ranking)):
        for j in range(i):
            if ranking[j] > ranking[i]:
                swaps += 1
    return swaps


# wants: algorithms/next_greater_stack
def days_until_warmer(temperatures):
    waits = [0] * len(temperatures)
    for day in range(len(temperatures)):
        for later in range(day + 1, len(temperatures)):
            if temperatures[later] > temperatures[day]:
                waits[day] = later - day
                break
    return waits


# wants: recursion/fibonacci_memo
def climb_ways(steps):
    if steps <= 1:
        return 1
    if steps == 2:
        return 2
    return climb_ways(steps - 1) + climb_ways(steps - 2)


# wants: recursion/grid_paths_table
def robot_routes(x, y):
    if x == 0 and y == 0:
        return 1
    routes = 0
    if x > 0:
        routes += robot_routes(x - 1, y)
    if y > 0:
        routes += robot_routes(x, y - 1)
    return routes


# wants: recursion/coin_change_table
def fewest_stamps(postage, stamps):
    if postage == 0:
        return 0
    fewest = float("inf")
    for stamp in stamps:
        if postage - stamp >= 0:
            sub = fewest_stamps(postage - stamp, stamps)
            if sub + 1 < fewest:
                fewest = sub + 1
    return fewest


# wants: recursion/knapsack_rows
def best_cargo(weights, values, room, index=0):
    if index >= len(weights) or room <= 0:
        return 0
    skipped = best_cargo(weights, values, room, index + 1)
    if weights[index] > room:
        return skipped
    taken = values[index] + best_cargo(weights, values, room - weights[index], index + 1)
    return max(skipped, taken)


# wants: recursion/longest_increasing_bisect
def longest_growth(sizes):
    if not sizes:
        return 0
    lengths = [1 for _ in sizes]
    for current in range(1, len(sizes)):
        for earlier in range(current):
            if sizes[earlier] < sizes[current]:
                lengths[current] = max(lengths[current], lengths[earlier] + 1)
    return max(lengths)


# wants: recursion/slicing_recursion
def product_of(numbers):
    if len(numbers) == 0:
        return 1
    return numbers[0] * product_of(numbers[1:])


# wants: recursion/flatten_by_concat
def all_leaves(node):
    if not node["children"]:
        return [node["name"]]
    leaves = []
    for child in node["children"]:
        leaves = leaves + all_leaves(child)
    return leaves


# wants: recursion/collatz_shared_cache
def longest_hailstone(top):
    champion, record = 1, 1
    for seed in range(2, top):
        value = seed
        count = 1
        while value != 1:
            if value % 2:
                value = value * 3 + 1
            else:
                value //= 2
            count += 1
        if count > record:
            champion, record = seed, count
    return champion


# wants: sorting/bubble_sort
def order_scores(scores):
    arr = list(scores)
    swapped = True
    while swapped:
        swapped = False
        for k in range(len(arr) - 1):
            if arr[k] > arr[k + 1]:
                arr[k], arr[k + 1] = arr[k + 1], arr[k]
                swapped = True
    return arr


# wants: sorting/linear_search_sorted
def tax_bracket(thresholds, incomes):
    brackets = []
    for income in incomes:
        i = 0
        for threshold in thresholds:
            if income >= threshold:
                i += 1
            else:
                break
        brackets.append(i)
    return brackets


# wants: sorting/count_below_threshold
def percentile_ranks(marks):
    ranks = []
    for mark in marks:
        lower = 0
        for other in marks:
            if other < mark:
                lower += 1
        ranks.append(lower / len(marks))
    return ranks


# wants: sorting/closest_pair_neighbours
def tightest_gap(times):
    gap = None
    for i in range(len(times)):
        for j in range(i + 1, len(times)):
            d = abs(times[i] - times[j])
            if gap is None or d < gap:
                gap = d
    return gap


# wants: bits/count_bits
def hamming_weight(words):
    weights = []
    for word in words:
        ones = 0
        while word > 0:
            if word & 1:
                ones += 1
            word = word >> 1
        weights.append(ones)
    return weights


# wants: bits/subset_sums_bitset
def possible_totals(coins):
    totals = {0}
    for coin in coins:
        new_totals = set(totals)
        for t in totals:
            new_totals.add(t + coin)
        totals = new_totals
    return sorted(totals)


# wants: closed_forms/sum_of_range, loops/sum_loop_to_builtin
def seats_in_theatre(rows):
    seats = 0
    for row in range(1, rows + 1):
        seats = seats + row
    return seats


# wants: closed_forms/count_multiples_in_range, loops/loop_over_range_with_filter
def leap_candidates(first_year, last_year):
    n = 0
    for year in range(first_year, last_year + 1):
        if year % 4 == 0:
            n += 1
    return n


# wants: closed_forms/count_pairs_combinatorially, containers/common_elements
def matching_sock_pairs(colours):
    pairs = 0
    for i in range(len(colours)):
        for j in range(i + 1, len(colours)):
            if colours[i] == colours[j]:
                pairs += 1
    return pairs


# wants: closed_forms/subtract_until_division
def full_boxes(items, per_box):
    boxes = 0
    while items >= per_box:
        items = items - per_box
        boxes = boxes + 1
    return boxes


# wants: closed_forms/min_sum_of_distances_median
def depot_position(houses):
    cheapest = None
    for position in range(min(houses), max(houses) + 1):
        cost = sum(abs(position - house) for house in houses)
        if cheapest is None or cost < cheapest:
            cheapest = cost
    return cheapest


# wants: itertools/nested_product_filter
def banknote_combinations(target, limit):
    ways = 0
    for fives in range(limit + 1):
        for tens in range(limit + 1):
            for twenties in range(limit + 1):
                if 5 * fives + 10 * tens + 20 * twenties == target:
                    ways += 1
    return ways


# wants: caching/factorial_in_series
def exponential_series(x, terms):
    total = 0.0
    for k in range(terms):
        factorial = 1
        for m in range(2, k + 1):
            factorial *= m
        total += x**k / factorial
    return total


# wants: caching/divisor_counts_sieve
def divisor_table(limit):
    table = {}
    for n in range(1, limit + 1):
        count = 0
        for k in range(1, n + 1):
            if n % k == 0:
                count += 1
        table[n] = count
    return table
