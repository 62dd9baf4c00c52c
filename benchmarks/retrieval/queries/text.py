# wants: strings/concat_in_loop, strings/format_in_loop_to_join
def to_html_table(records, columns):
    html = "<table>"
    for record in records:
        html += "<tr>"
        for column in columns:
            html += "<td>" + str(record[column]) + "</td>"
        html += "</tr>"
    html += "</table>"
    return html


# wants: strings/reverse_by_prepend
def mirror(message):
    mirrored = ""
    for position in range(len(message)):
        mirrored = message[position] + mirrored
    return mirrored


# wants: strings/palindrome_by_index
def reads_same_both_ways(phrase):
    left = 0
    right = len(phrase) - 1
    while left < right:
        if phrase[left] != phrase[right]:
            return False
        left += 1
        right -= 1
    return True


# wants: strings/replace_chain_to_translate
def slugify(title):
    title = title.lower()
    for bad in "!?.,:;'\"()/\\&":
        title = title.replace(bad, "")
    title = title.replace(" ", "-")
    return title


# wants: regex/compile_in_loop
def extract_phone_numbers(paragraphs):
    import re

    numbers = []
    for paragraph in paragraphs:
        found = re.search(r"\+?\d[\d \-]{7,}\d", paragraph)
        if found:
            numbers.append(found.group(0))
    return numbers


# wants: regex/regex_for_fixed_text
def only_warnings(log):
    import re

    kept = []
    for entry in log:
        if re.search("WARNING", entry) is not None:
            kept.append(entry)
    return kept


# wants: regex/many_patterns_one_alternation, strings/lower_in_inner_loop
def flag_messages(messages, forbidden):
    import re

    flagged = []
    for message in messages:
        for term in forbidden:
            if re.search(r"\b%s\b" % re.escape(term), message):
                flagged.append(message)
                break
    return flagged


# wants: text/word_frequencies_sorted, containers/count_in_loop
def vocabulary_profile(document):
    tokens = document.lower().split()
    seen = []
    for token in tokens:
        if token not in seen:
            seen.append(token)
    profile = []
    for token in seen:
        profile.append([token, tokens.count(token)])
    return profile


# wants: strings/count_chars_by_scanning
def first_lonely_letter(word):
    for letter in word:
        if word.count(letter) == 1:
            return letter
    return None


# wants: strings/caesar_per_char
def rot13(plain):
    cipher = ""
    for c in plain:
        if c.islower():
            cipher += chr((ord(c) - ord("a") + 13) % 26 + ord("a"))
        elif c.isupper():
            cipher += chr((ord(c) - ord("A") + 13) % 26 + ord("A"))
        else:
            cipher += c
    return cipher


# wants: strings/substring_all_windows
def motif_positions(genome, motif):
    hits = []
    m = len(motif)
    for start in range(0, len(genome) - m + 1):
        if genome[start : start + m] == motif:
            hits.append(start)
    return hits


# wants: strings/run_length_groupby
def compress_runs(data):
    packed = []
    pos = 0
    while pos < len(data):
        run = 1
        while pos + run < len(data) and data[pos + run] == data[pos]:
            run += 1
        packed.append(data[pos] + str(run))
        pos += run
    return "".join(packed)


# wants: strings/split_repeatedly
def pick_columns(header, names):
    indices = []
    for name in names:
        indices.append(header.strip().split(";").index(name))
    return indices


# wants: containers/enumerate_pairs_anagrams
def count_anagram_pairs(dictionary):
    n = len(dictionary)
    pairs = 0
    for a in range(n):
        for b in range(a + 1, n):
            if sorted(dictionary[a]) == sorted(dictionary[b]):
                pairs = pairs + 1
    return pairs


# wants: regex/findall_instead_of_manual_scan
def tokenize_identifiers(source):
    identifiers = []
    buffer = ""
    for char in source:
        if char.isalnum() or char == "_":
            buffer += char
        else:
            if buffer:
                identifiers.append(buffer)
            buffer = ""
    if buffer:
        identifiers.append(buffer)
    return identifiers


# wants: strings/startswith_many
def image_files(filenames):
    images = []
    for filename in filenames:
        for extension in [".png", ".jpg", ".jpeg", ".gif", ".webp"]:
            if filename.endswith(extension):
                images.append(filename)
                break
    return images


# wants: algorithms/longest_unique_window
def longest_span_without_repeat(s):
    longest = 0
    for start in range(len(s)):
        used = ""
        for end in range(start, len(s)):
            if s[end] in used:
                break
            used += s[end]
        if len(used) > longest:
            longest = len(used)
    return longest


# wants: recursion/edit_distance_memo
def typing_distance(source, goal, i=0, j=0):
    if i == len(source):
        return len(goal) - j
    if j == len(goal):
        return len(source) - i
    if source[i] == goal[j]:
        return typing_distance(source, goal, i + 1, j + 1)
    insert = typing_distance(source, goal, i, j + 1)
    remove = typing_distance(source, goal, i + 1, j)
    change = typing_distance(source, goal, i + 1, j + 1)
    return 1 + min(insert, remove, change)


# wants: recursion/full_table_to_two_rows
def common_subsequence_length(first, second):
    grid = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for r in range(len(first)):
        for c in range(len(second)):
            if first[r] == second[c]:
                grid[r + 1][c + 1] = grid[r][c] + 1
            else:
                grid[r + 1][c + 1] = max(grid[r][c + 1], grid[r + 1][c])
    return grid[-1][-1]
