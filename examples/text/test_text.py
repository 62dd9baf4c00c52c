from text import group_anagrams, longest_without_repeat, slugify, unique_words


def test_unique_words():
    assert unique_words(["b", "a", "b", "the"], ["the"]) == ["b", "a"]
    assert unique_words([], []) == []


def test_slugify():
    assert slugify("  A  b--C! ") == "a-b-c"
    assert slugify("") == ""


def test_group_anagrams():
    assert group_anagrams(["tea", "dog", "eat", ""]) == [["tea", "eat"], ["dog"], [""]]
    assert group_anagrams([]) == []


def test_longest_without_repeat():
    assert longest_without_repeat("abba, cab") == 5
    assert longest_without_repeat("") == 0
