"""An exception whose arguments, class and context are properties that lie or never end."""
# expect: raised


class Lie(Exception):
    @property
    def args(self):
        raise SystemExit(0)

    @property
    def __class__(self):
        return ValueError

    @property
    def __traceback__(self):
        while True:
            pass

    @property
    def __cause__(self):
        return self

    def __getattribute__(self, name):
        raise KeyboardInterrupt

    def __str__(self):
        return "FORGED" * 10**7


def target(x):
    raise Lie(x)
