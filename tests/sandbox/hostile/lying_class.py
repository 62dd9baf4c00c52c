"""An object that says it is a number; a number that says it is another one; a type that says it is int."""
# expect: returned raised


class Meta(type):
    def __instancecheck__(cls, other):
        return True

    def __subclasscheck__(cls, other):
        return True

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(int)

    __name__ = "int"


class Number(int, metaclass=Meta):
    __module__ = "builtins"
    __qualname__ = "int"

    @property
    def __class__(self):
        return int

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __repr__(self):
        return "8"

    __str__ = __repr__


Number.__qualname__ = "int"


def target(x):
    return Number(99)
