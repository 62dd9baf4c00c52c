"""Settings: merging, comparing, checking."""

import copy
import json


def merge(base: dict, other: dict) -> dict:
    """Other's values over base's, deep for dicts; neither is changed."""
    result = copy.deepcopy(base)
    for key in other:
        if key in result and isinstance(result[key], dict) and isinstance(other[key], dict):
            result[key] = merge(result[key], other[key])
        else:
            result[key] = copy.deepcopy(other[key])
    return result


def changed_keys(old: dict[str, int], new: dict[str, int]) -> list[str]:
    """Keys whose value differs or that are in one only, sorted."""
    keys: list[str] = []
    for key in list(old) + list(new):
        if key not in keys:
            keys.append(key)
    changed = []
    for key in keys:
        if old.get(key) != new.get(key) or (key in old) != (key in new):
            changed.append(key)
    return sorted(changed)


def validate(values: dict[str, object], required: list[str], allowed: list[str]) -> list[str]:
    """Complaints, in order: missing keys, then unknown keys."""
    problems = []
    for key in required:
        if key not in list(values.keys()):
            problems.append("missing " + key)
    for key in values.keys():
        if key not in required and key not in allowed:
            problems.append("unknown " + key)
    return problems


def clone(document):
    """A deep copy of something that JSON can hold."""
    return json.loads(json.dumps(document))


def expand(template: str, values: dict[str, str]) -> str:
    """Replace ``${name}`` by its value, name by name in the order of values."""
    for name in values:
        template = template.replace("${" + name + "}", values[name])
    return template


def lookup(tree: dict, paths: list[str]) -> list[object]:
    """Value at each dotted path, None where there is none."""
    found = []
    for path in paths:
        node: object = tree
        for i in range(len(path.split("."))):
            part = path.split(".")[i]
            if isinstance(node, dict) and part in node.keys():
                node = node[part]
            else:
                node = None
                break
        found.append(node)
    return found


def parse_flags(arguments: list[str]) -> dict[str, str]:
    """``--name=value`` and ``--name`` (value "true"); the last one counts."""
    flags: dict[str, str] = {}
    for argument in arguments:
        if argument.startswith("--"):
            name, separator, value = argument[2:].partition("=")
            flags[name] = value if separator else "true"
    return flags
