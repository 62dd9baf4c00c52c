"""Returns a list whose methods show other contents than it has."""
# expect: returned


class Liar(list):
    def __iter__(self):
        return iter(["FORGED"])

    def __len__(self):
        return 1

    def __getitem__(self, index):
        return "FORGED"


def target(x):
    return Liar([1, 2, 3])
