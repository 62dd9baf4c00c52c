"""Returns an object that raises, or leaves, on every touch."""
# expect: returned


class Touchy:
    def __getattribute__(self, name):
        raise SystemExit("FORGED")

    def __repr__(self):
        raise KeyboardInterrupt


def target(x):
    return Touchy()
