"""Small formats."""


def parse_query(text: str) -> dict[str, list[str]]:
    """``a=1&b=2&a=3`` to lists of values per key."""
    result: dict[str, list[str]] = {}
    for part in text.split("&"):
        if "=" in part:
            key = part.split("=")[0]
            value = part.split("=")[1]
            if key not in result:
                result[key] = []
            result[key] = result[key] + [value]
    return result


def parse_csv(text: str) -> list[dict[str, str]]:
    """Rows of a simple comma separated text with a header line."""
    lines = text.split("\n")
    rows = []
    for i in range(1, len(lines)):
        header = lines[0].split(",")
        fields = lines[i].split(",")
        if len(fields) != len(header):
            continue
        row = {}
        for j in range(len(header)):
            row[header[j].strip()] = fields[j].strip()
        rows.append(row)
    return rows


def balanced(text):
    """Whether the brackets (), [] and {} match."""
    stack = []
    for c in text:
        if c in "([{":
            stack.insert(0, c)
        elif c in ")]}":
            if len(stack) == 0:
                return False
            top = stack.pop(0)
            if "([{".index(top) != ")]}".index(c):
                return False
    return len(stack) == 0


def tokenize(text: str) -> list[str]:
    """Numbers, names and single other characters; blanks separate."""
    tokens = []
    rest = text
    while rest:
        if rest[0].isspace():
            rest = rest[1:]
            continue
        end = 1
        if rest[0].isalnum():
            while end < len(rest) and rest[end].isalnum():
                end += 1
        tokens.append(rest[:end])
        rest = rest[end:]
    return tokens


def rpn(tokens: list[str]) -> int:
    """Value of an expression in reverse Polish notation with + - *."""
    stack: list[int] = []
    for token in tokens:
        if token in ["+", "-", "*"]:
            right = stack.pop()
            left = stack.pop()
            if token == "+":
                stack.append(left + right)
            elif token == "-":
                stack.append(left - right)
            else:
                stack.append(left * right)
        else:
            stack.append(int(token))
    return stack[-1]


def unescape(text: str) -> str:
    """HTML entities of the five special characters, resolved."""
    return (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&#39;", "'")
        .replace("&amp;", "&")
    )


def flatten_keys(tree: dict, prefix: str = "") -> dict:
    """Nested dicts to one dict with dotted keys."""
    result: dict = {}
    for key in tree.keys():
        name = prefix + "." + key if prefix else key
        if isinstance(tree[key], dict):
            for inner, value in flatten_keys(tree[key], name).items():
                result[inner] = value
        else:
            result[name] = tree[key]
    return result


def decode_runs(text):
    """``3a2b`` to ``aaabb``."""
    out = ""
    number = ""
    for c in text:
        if c.isdigit():
            number += c
        else:
            for _ in range(int(number or "1")):
                out += c
            number = ""
    return out
