"""Starts a shell in the background."""
# expect: returned raised

import subprocess

subprocess.Popen(["/bin/sh", "-c", "sleep 1000 & sleep 1000"], start_new_session=True)
