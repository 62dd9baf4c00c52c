"""Installs an import hook and replaces __import__."""
# expect: returned raised

import builtins
import sys


class Hook:
    def find_spec(self, name, path=None, target=None):
        raise ImportError("FORGED")


def target(x):
    sys.meta_path.insert(0, Hook())
    sys.path_hooks.clear()
    builtins.__import__ = lambda *a, **k: None
    sys.modules.clear()
    return "honest"
