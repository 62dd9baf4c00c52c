"""Becomes another program that prints a result."""
# expect: returned

import os

os.execv("/bin/echo", ["/bin/echo", "printed"])
