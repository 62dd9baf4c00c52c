"""A chain or loop of `replace` calls for single characters walks the text once per character: use one `str.translate` with a table."""

TAGS = ("replace", "translate", "characters")
RULE = "replace-chain-to-translate"


def slow(text):
    for ch in ",.;:!?'\"()[]{}-_":
        text = text.replace(ch, "")
    return text


_TABLE = str.maketrans("", "", ",.;:!?'\"()[]{}-_")


def fast(text):
    return text.translate(_TABLE)


SIZES = (1000, 50_000)


def inputs(n, rng):
    return ("".join(rng.choice("abcdefghij klmnop") for _ in range(n)),), {}
