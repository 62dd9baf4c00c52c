"""Names that keep their meaning in every program: builtins and well-known library calls.

Everything else that a person named is abstracted away, because two functions share a performance problem without
sharing vocabulary.
"""

# ruff: noqa: SIM905 - lists of words read better as text

from __future__ import annotations

BUILTINS = frozenset(
    """abs all any bin bool bytearray bytes chr complex dict divmod enumerate eval exec filter float format frozenset
    getattr globals hasattr hash hex id input int isinstance issubclass iter len list locals map max memoryview min next
    object oct open ord pow print range repr reversed round set setattr slice sorted str sum super tuple type vars zip
    KeyError IndexError ValueError TypeError StopIteration AttributeError Exception""".split()
)

MODULES = frozenset(
    """bisect collections copy csv datetime decimal fractions functools heapq io itertools json math numpy np operator
    os     pandas pd pickle random re statistics string struct sys textwrap time threading glob pathlib hashlib urllib
    dataclasses typing enum queue difflib fnmatch""".split()
)

METHODS = frozenset(
    """append extend insert pop remove index count sort reverse copy clear add discard update union intersection
    difference issubset issuperset symmetric_difference keys values items get setdefault popitem fromkeys join split
    rsplit splitlines replace strip lstrip rstrip startswith endswith find rfind lower upper title format translate
    maketrans encode decode isdigit isalpha isalnum isspace zfill partition rpartition casefold ljust rjust center
    most_common elements popleft appendleft extendleft rotate heappush heappop heapify heappushpop heapreplace nlargest
    nsmallest merge bisect bisect_left bisect_right insort insort_left insort_right accumulate chain from_iterable
    combinations permutations product groupby islice repeat starmap takewhile dropwhile tee zip_longest cycle compress
    pairwise count filterfalse lru_cache cache cached_property partial reduce cmp_to_key total_ordering wraps
    itemgetter attrgetter methodcaller mul add sub xor sqrt isqrt gcd lcm factorial comb perm prod floor ceil log log2
    log10 exp sin cos hypot fsum dist pi inf nan compile match search findall finditer fullmatch sub subn escape group
    groups deepcopy dumps loads dump load reader writer DictReader DictWriter writerow writerows strptime strftime
    fromisoformat isoformat now today timedelta date datetime read readline readlines write writelines flush close
    stdin stdout buffer seek getvalue StringIO BytesIO open exists isfile isdir listdir walk scandir stat
    array arange zeros ones empty full concatenate vstack hstack stack dot matmul where cumsum cumprod sum mean std var
    min max argmax argmin argsort unique nonzero any all reshape tolist astype ravel flatten clip diff outer einsum
    searchsorted bincount histogram linspace frompyfunc vectorize apply_along_axis isin tile roll maximum minimum
    iterrows itertuples apply applymap map iloc loc at iat merge concat groupby agg transform to_dict to_list
    DataFrame Series isin fillna astype values query sort_values drop_duplicates value_counts rolling shift
    Counter defaultdict deque OrderedDict namedtuple ChainMap UserDict dataclass field slots setrecursionlimit
    Thread Lock sleep time perf_counter randint choice random shuffle sample seed Decimal Fraction quantize median
    bit_count bit_length to_bytes from_bytes as_integer_ratio pack unpack hexdigest md5 sha1 sha256 unique_everseen
    fromkeys __contains__ __getitem__ __len__ __init__ __eq__ __lt__ __hash__ __slots__ stdev normalize""".split()
)

API = BUILTINS | MODULES | METHODS
