"""Returns an object that runs code when it is unpickled."""
# expect: returned

import os


class Bomb:
    def __reduce__(self):
        return (os.system, ("echo FORGED > /tmp/hostile",))


def target(x):
    return Bomb()
