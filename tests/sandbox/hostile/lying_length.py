"""Containers whose length and items are not what they hold."""
# expect: returned raised


class Items(list):
    def __len__(self):
        return -(2**80)

    def __iter__(self):
        while True:
            yield "FORGED"

    def __getitem__(self, place):
        return self


class Table(dict):
    def items(self):
        return iter([("FORGED", self)] * 3)

    keys = values = __iter__ = items

    def __len__(self):
        raise SystemExit(0)


def target(x):
    return Items([1, Table(a=1), (Items(),)])
