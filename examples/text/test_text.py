from text import group_anagrams, slugify, unique_words


def test_unique_words():
    assert unique_words(["b", "a", "b", "the"], ["the"]) == ["b", "a"]
    assert unique_words([], []) == []


def test_slugify():
    assert slugify("  A  b--C! ") == "a-b-c"
    assert slugify("") == ""


def test_group_anagrams():
    assert group_anagrams(["tea", "dog", "eat", ""]) == [["tea", "eat"], ["dog"], [""]]
    assert group_anagrams([]) == []
