# wants: numeric/array_loop_to_numpy
def rescale(signal, gain, offset):
    import numpy as np

    scaled = np.zeros(len(signal))
    for k in range(len(signal)):
        scaled[k] = signal[k] * gain + offset
    return scaled


# wants: numeric/append_in_loop_numpy
def collect_peaks(traces):
    import numpy as np

    peaks = np.array([])
    for trace in traces:
        peaks = np.append(peaks, trace.max())
    return peaks


# wants: numeric/mask_instead_of_if
def clamp_image(pixels, limit):
    import numpy as np

    out = np.zeros(pixels.shape[0])
    for i in range(pixels.shape[0]):
        if pixels[i] > limit:
            out[i] = limit
        else:
            out[i] = pixels[i]
    return out


# wants: numeric/pairwise_distances_broadcast
def gravity_matrix(xs, masses):
    import numpy as np

    n = xs.shape[0]
    force = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            force[i, j] = masses[i] * masses[j] / (1 + (xs[i] - xs[j]) ** 2)
    return force


# wants: numeric/histogram_bincount
def label_counts(labels, k):
    import numpy as np

    counts = np.zeros(k, dtype=int)
    for label in labels:
        counts[label] += 1
    return counts


# wants: numeric/numpy_scalar_work_to_python
def path_length(points):
    import numpy as np

    length = 0.0
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        length += float(np.sqrt(np.square(x1 - x0) + np.square(y1 - y0)))
    return length


# wants: numeric/matrix_multiply_lists
def compose(a, b):
    size = len(a)
    result = []
    for i in range(size):
        line = []
        for j in range(size):
            cell = 0
            for k in range(size):
                cell += a[i][k] * b[k][j]
            line.append(cell)
        result.append(line)
    return result


# wants: numeric/transpose_by_index
def rotate(board):
    height = len(board)
    width = len(board[0])
    rotated = []
    for c in range(width):
        line = []
        for r in range(height):
            line.append(board[r][c])
        rotated.append(line)
    return rotated


# wants: pandas/iterrows_to_columns, pandas/apply_rows_to_expression
def line_totals(df):
    totals = []
    for index, row in df.iterrows():
        totals.append(row["quantity"] * row["unit_price"] * (1 - row["discount"]))
    df["total"] = totals
    return df


# wants: pandas/apply_rows_to_expression
def add_margin(df):
    df["margin"] = df.apply(lambda r: (r["sell"] - r["buy"]) / r["sell"] if r["sell"] else 0, axis=1)
    return df


# wants: pandas/grow_frame_in_loop
def load_all(paths):
    import pandas as pd

    everything = pd.DataFrame()
    for path in paths:
        everything = pd.concat([everything, pd.read_csv(path)])
    return everything


# wants: pandas/filter_per_group
def mean_per_station(df):
    means = {}
    for station in df["station"].unique():
        subset = df[df["station"] == station]
        means[station] = subset["value"].mean()
    return means


# wants: pandas/cell_access_in_loop
def fill_gaps(df):
    for i in range(1, len(df)):
        if df.loc[i, "level"] < 0:
            df.loc[i, "level"] = df.loc[i - 1, "level"]
    return df


# wants: loops/index_loop_to_zip
def weighted_score(marks, weights):
    score = 0
    for i in range(len(marks)):
        score = score + marks[i] * weights[i]
    return score


# wants: loops/merge_passes
def describe(lines):
    words = [len(line.split()) for line in lines]
    first = [line.split()[0] if line.split() else "" for line in lines]
    return words, first


# wants: micro/lambda_map_to_comprehension
def even_squares(numbers):
    return list(map(lambda n: n * n, filter(lambda n: n % 2 == 0, numbers)))


# wants: micro/constant_container_in_loop
def roman_value(numerals):
    total = 0
    for ch in numerals:
        values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
        total += values[ch]
    return total


# wants: micro/function_call_in_hot_loop
def energy(samples):
    def sq(v):
        return v * v

    total = 0
    for sample in samples:
        total += sq(sample)
    return total


# wants: io/csv_by_hand
def sum_column(csv_text, column):
    rows = csv_text.split("\n")
    names = rows[0].split(",")
    amount = 0.0
    for row in rows[1:]:
        record = dict(zip(names, row.split(",")))
        amount += float(record[column])
    return amount


# wants: programs/read_all_at_once
n, m = map(int, input().split())
count = 0
for _ in range(n):
    l, r = map(int, input().split())
    if r - l >= m:
        count += 1
print(count)


# wants: programs/join_output, programs/read_all_at_once
q = int(input())
stack = []
for _ in range(q):
    command = input().split()
    if command[0] == "push":
        stack.append(command[1])
    else:
        print(stack.pop() if stack else "empty")


# wants: programs/eval_input
t = eval(input())
for case in range(t):
    x = eval(input())
    y = eval(input())
    print(x + y)


# wants: programs/module_level_loop_in_function
limit = int(input())
x = 1
steps = 0
while x < limit:
    x = x + (x % 10) + 1
    steps += 1
print(steps)


# wants: programs/digit_sums_of_range
upper = int(input())
lucky = 0
for number in range(1, upper + 1):
    digits = 0
    for c in str(number):
        digits += int(c)
    if number % digits == 0:
        lucky += 1
print(lucky)


# wants: programs/queries_on_list_membership, containers/membership_list_to_set
n = int(input())
cards = input().split()
k = int(input())
for _ in range(k):
    card = input()
    if card in cards:
        print("yes")
    else:
        print("no")
