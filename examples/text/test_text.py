from text import slugify, unique_words


def test_unique_words():
    assert unique_words(["b", "a", "b", "the"], ["the"]) == ["b", "a"]
    assert unique_words([], []) == []


def test_slugify():
    assert slugify("  A  b--C! ") == "a-b-c"
    assert slugify("") == ""
