"""Closes and replaces the standard streams."""
# expect: returned exited raised

import sys

sys.stdout.close()
sys.stderr.close()
sys.stdin.close()
sys.stdout = None
