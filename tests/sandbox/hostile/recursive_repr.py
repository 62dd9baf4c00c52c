"""Objects whose text, equality and hash recurse without end."""
# expect: returned raised


class Deep:
    def __repr__(self):
        return repr(self) + "x"

    def __eq__(self, other):
        return self == other

    def __hash__(self):
        return hash(self)

    def __bool__(self):
        return bool(self)

    def __len__(self):
        return len(self)

    def __sizeof__(self):
        return self.__sizeof__()


def target(x):
    return Deep()
