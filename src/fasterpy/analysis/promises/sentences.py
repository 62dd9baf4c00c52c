"""The sentences of a docstring, and what each asks of the arguments."""

from __future__ import annotations

import re

from .conditions import Promise, alike, at_least, chain, distinct, filled, in_order

_NOT_OF_INPUT = re.compile(
    r"\b(returns?|returned|raises?|raised|otherwise|whether|if|unless|when|results?|output|yields?|may|might|can|could|"
    r"need not|not necessarily|any order|even|true|false|none)\b",
    re.I,
)
_THINGS = r"(?:numbers?|integers?|ints?|values?|items?|elements?|entries|amounts?|weights?|sizes?|counts?|lengths?)"
_LISTS = r"(?:lists?|arrays?|sequences?|tuples?|iterables?|vectors?|values|numbers|integers|items|data)"
_NUMBER = r"-?\d+(?:\s*(?:\*\*|\^)\s*\d+|e\d+)?"
_TERM = rf"(?:len\(\w+\)|{_NUMBER}|[A-Za-z_]\w*)"
_CHAIN = re.compile(rf"(?<![\w.]){_TERM}(?:\s*(?:<=|>=|<|>|≤|≥)\s*{_TERM})+(?![\w(]|\s*[*^])")
_DOWN = re.compile(
    r"\bdescending\b|\bnon-?increasing\b|\bdecreasing\b|\bfalling\b|(largest|highest|latest|newest) first", re.I
)
_UP = re.compile(
    r"\bascending\b|\bnon-?decreasing\b|\bincreasing\b|\brising\b|\bchronological|\b(?:pre-?)?sorted\b"
    r"|(smallest|lowest|earliest|oldest) first",
    re.I,
)
_UNORDERED = re.compile(r"\b(?:un|not |not be |not yet )sorted\b|\bno (?:particular )?order\b|\bunordered\b", re.I)
_STATES = re.compile(r"\b(is|are|be|being|assum\w*|expects?|requires?|guarantee\w*|given|has|have)\b")
_DOES = re.compile(r"(sort|order|merge|put|bring)s?\b", re.I)
_FILLED = re.compile(r"\bnon-?empty\b|\bnot (?:be )?empty\b|\bat least one (?:item|element|value|entry)\b", re.I)
_DISTINCT = re.compile(
    r"\b(?:is|are|be|of|all|pairwise|mutually)\s+(?:all\s+|pairwise\s+|mutually\s+)?(?:distinct|unique)\b"
    r"|\b(?:no|without) duplicates?\b|\bno repeat\w*|\ball different\b",
    re.I,
)
_SURE = re.compile(
    r"\b(?:must|assum\w*|already|given|expect\w*|requir\w*|guarantee\w*|always|inputs?|should|pre-?sorted|supposed)\b",
    re.I,
)
_MADE = re.compile(
    r"(?<!assumed )(?<!expected )(?<!required )(?<!supposed )\bto (?:be )?(?:sort|order)"
    r"|\b(?:will be|gets?|being|by)\b",
    re.I,
)
"""The order is what the function makes, or one by something else than the items."""
_INTO = (
    r"\b(?:in|into|of|from|over|within|given|through|merge|two|between|for|an already|already)\s+"
    r"(?:an?\s+|the\s+|two\s+)*"
)
_MOST = 4_000
"""Letters of a docstring that are read: some patterns take long on a long text, which is foreign."""
_SIGN = r"(?<!non-)(positive|non-?negative)"


def sentences(doc: str, names: list[str]) -> list[tuple[str, str]]:
    """``(parameter whose entry it stands in or "", sentence)``, without sections on what comes out."""
    doc = doc[:_MOST]
    doc = re.split(r"\n\s*(?:Returns?|Yields?|Raises?|Examples?|Notes?)\s*:?\s*\n", doc.replace("`", ""))[0]
    doc = re.split(r"\n?\s*(?:>>> |:returns?:|:rtype:|:raises?)", doc)[0]
    entry = re.compile(r"^\s*(?::param\s+(?:[\w\[\], ]+\s+)?)?(\w+)\s*(?:\([^)\n]*\)\s*)?:[ \t]+(?=\S)", re.M)
    starts = [match for match in entry.finditer(doc) if match[1] in names]
    ends = [*(match.start() for match in starts[1:]), len(doc)][: len(starts)]
    spans = [("", doc[: starts[0].start()] if starts else doc)]
    for match, end in zip(starts, ends, strict=True):
        own, *others = re.split(r"\n\s*\n", doc[match.start() : end])
        spans.append((match[1], own[match.end() - match.start() :] + " " + match[0]))
        spans.append(("", "\n\n".join(others)))
    allowed = re.compile(
        r"\s*(?:,|\band|\bbut)\s+(?:\w+\s+){0,3}may (?:repeat|be (?:empty|equal)|contain duplicates)\b", re.I
    )
    return [
        (name, allowed.sub("", " ".join(sentence.split())))
        for name, text in spans
        for sentence in re.split(r"(?<=[.;!?])\s+|\n\s*\n", text)
        if sentence.strip()
    ]


def asked(entry: str, sentence: str, names: list[str]) -> list[Promise]:
    """What a sentence asks of the parameters ``names``."""
    found = _adjectives(sentence, names)
    beside = re.sub(rf"\b({'|'.join(map(re.escape, names))})\s*\(\s*(?=[<>≤≥])", r"\1 ", sentence)
    plain = not _NOT_OF_INPUT.search(sentence)
    for match in _CHAIN.finditer(beside) if plain or beside != sentence else ():
        one = chain(match[0], names, sentence)
        found += [one] if one is not None else []
    if not plain:
        return found
    named = [entry] if entry else [name for name in names if re.search(rf"\b{re.escape(name)}\b", sentence, re.I)]
    if not named and re.search(rf"\b(?:the|input|given|all)\s+(?:\w+\s+)?{_LISTS}\b|\binputs?\b", sentence, re.I):
        named = names if len(names) == 1 else []
    if (entry or _STATES.search(sentence)) and not _DOES.match(sentence):
        for name in named:
            found += _stated(name, sentence, entry)
    told = re.search(rf"\bat least (\d+)\b(?!\s+{_THINGS})", sentence) if entry else None
    if told:
        found.append(at_least(entry, sentence, int(told[1])))
    if len(named) == 2 and re.search(r"\b(?:same|equal)\s+(?:length|size)s?\b|\bequally long\b", sentence, re.I):
        found.append(alike(named[0], named[1], sentence))
    return found


def _first(sentence: str, name: str) -> bool:
    """``values is sorted``, ``a and b are sorted lists``: the sentence is about the parameter."""
    return re.match(rf"(?:the\s+)?(?:\w+\s+and\s+)?{re.escape(name)}\b", sentence, re.I) is not None


def _stated(name: str, sentence: str, entry: str) -> list[Promise]:
    """Adjectives in a sentence that states something of one parameter."""
    found = []
    ordered = (_UP.search(sentence) or _DOWN.search(sentence)) and not _UNORDERED.search(sentence)
    if ordered and (entry or _SURE.search(sentence) or _first(sentence, name)) and not _MADE.search(sentence):
        found.append(in_order(name, sentence, bool(_DOWN.search(sentence))))
    if _FILLED.search(sentence):
        found.append(filled(name, sentence))
    if _DISTINCT.search(sentence):
        found.append(distinct(name, sentence))
    if re.search(r"\bnon-?negative\b|\bnot negative\b", sentence, re.I):
        found.append(at_least(name, sentence, 0))
    elif re.search(r"\b(?<!non-)positive\b(?! or zero)", sentence, re.I):
        found.append(at_least(name, sentence, 1))
    return found


def _adjectives(sentence: str, names: list[str]) -> list[Promise]:
    """``in the sorted list xs``, ``two sorted lists a and b``, ``of positive periods``: said of what goes in by an
    adjective before the name, also in a sentence that tells what comes out."""
    found = []
    for name in names:
        before = rf"(?:{_LISTS}\s+(?:of\s+\w+\s+)?)?(?:\w+\s+and\s+)?{re.escape(name)}\b"
        if re.search(rf"{_INTO}(?:already\s+)?(?:pre-?)?sorted\s+{before}", sentence, re.I):
            found.append(in_order(name, sentence, False))
        if re.search(rf"\bnon-?empty\s+{before}", sentence, re.I):
            found.append(filled(name, sentence))
        thing = rf"(?:(?:whole|integer|prime)\s+)?(?:{_THINGS}\s+)?{re.escape(name)}"
        found += _signed(name, sentence, rf"\b{_SIGN}\s+{thing}\b")
    if len(names) == 1:
        found += _signed(names[0], sentence, rf"\b(?:the|of|given|some|all)\s+{_SIGN}\s+(?:whole\s+)?{_THINGS}\b")
    return found


def _signed(name: str, sentence: str, pattern: str) -> list[Promise]:
    match = re.search(pattern, sentence, re.I)
    return [at_least(name, sentence, int(match[1].lower() == "positive"))] if match else []
