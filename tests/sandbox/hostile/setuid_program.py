"""Runs programs that carry the set-user-id bit."""
# expect: returned timeout

import subprocess

for command in (["su", "-c", "id"], ["sudo", "-n", "id"], ["mount", "-t", "tmpfs", "x", "/tmp"]):
    try:
        if subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=1).returncode == 0:
            print("ESCAPED")
    except (OSError, subprocess.TimeoutExpired):
        pass
