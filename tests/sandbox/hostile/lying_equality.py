"""Returns an object that is equal to everything."""
# expect: returned


class Liar(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __repr__(self):
        return "honest"

    __class__ = str


def target(x):
    return Liar("truth")
