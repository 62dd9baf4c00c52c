"""Removes its working directory."""
# expect: returned raised

import os
import shutil

shutil.rmtree(os.getcwd(), ignore_errors=True)
os.mkdir("again") if os.path.isdir(".") else None
