"""fasterpy makes Python functions and programs faster, and proves it.

Importing this package imports nothing heavy: every backend is loaded by the adapter that needs it, when it is needed.
"""

__version__ = "0.1.0"
