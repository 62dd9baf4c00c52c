"""Plants a sitecustomize for the next interpreter."""
# expect: returned

import os
import site
import sys

for place in [*sys.path, *site.getsitepackages(), os.getcwd(), "/tmp"]:
    try:
        with open(os.path.join(place, "sitecustomize.py"), "w") as file:
            file.write("print('FORGED')")
    except OSError:
        pass
