"""Reads what only root may read."""
# expect: raised

print(open("/etc/shadow").read())
