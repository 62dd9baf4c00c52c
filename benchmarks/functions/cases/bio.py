"""Sequences."""


def gc_content(sequence: str) -> float:
    """Share of G and C; 0.0 for nothing."""
    if len(sequence) == 0:
        return 0.0
    count = 0
    for base in sequence:
        if base == "G" or base == "C":
            count += 1
    return count / len(sequence)


def reverse_complement(sequence: str) -> str:
    """Complement read backwards; other letters stay."""
    pairs = {"A": "T", "T": "A", "C": "G", "G": "C"}
    result = ""
    for base in sequence:
        result = pairs.get(base, base) + result
    return result


def kmer_counts(sequence: str, k: int) -> dict[str, int]:
    """How often each part of length k (at least 1) occurs."""
    k = max(k, 1)
    kmers = []
    for i in range(len(sequence) - k + 1):
        kmers.append(sequence[i : i + k])
    result = {}
    for kmer in kmers:
        result[kmer] = kmers.count(kmer)
    return result


def hamming(a, b):
    """Number of positions that differ; the longer one's rest counts."""
    distance = abs(len(a) - len(b))
    for i in range(min(len(a), len(b))):
        if a[i] != b[i]:
            distance = distance + 1
    return distance


def edit_distance(a: str, b: str) -> int:
    """Levenshtein distance of the first 9 letters."""
    a, b = a[:9], b[:9]

    def distance(i: int, j: int) -> int:
        if i == len(a):
            return len(b) - j
        if j == len(b):
            return len(a) - i
        if a[i] == b[j]:
            return distance(i + 1, j + 1)
        return 1 + min(distance(i + 1, j), distance(i, j + 1), distance(i + 1, j + 1))

    return distance(0, 0)


def find_motif(sequence: str, motif: str) -> list[int]:
    """All positions at which a motif (not empty) starts."""
    places = []
    for i in range(len(sequence)):
        matches = True
        for j in range(len(motif)):
            if i + j >= len(sequence) or sequence[i + j] != motif[j]:
                matches = False
        if matches and motif:
            places.append(i)
    return places


def translate(sequence: str) -> list[str]:
    """Codons up to the first stop."""
    codons = []
    while len(sequence) >= 3:
        codon = sequence[:3]
        if codon in ["TAA", "TAG", "TGA"]:
            break
        codons.append(codon)
        sequence = sequence[3:]
    return codons


def consensus(reads: list[str]) -> str:
    """Most frequent base per position of reads of equal length, alphabetically first on ties."""
    result = ""
    for i in range(min([len(read) for read in reads]) if reads else 0):
        column = [read[i] for read in reads]
        result += sorted(set(column), key=lambda base: (-column.count(base), base))[0]
    return result
