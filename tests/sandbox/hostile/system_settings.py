"""Writes kernel settings."""
# expect: returned

for path in (
    "/proc/sys/kernel/core_pattern",
    "/proc/sysrq-trigger",
    "/sys/kernel/uevent_helper",
    "/proc/self/oom_score_adj",
):
    try:
        with open(path, "w") as file:
            file.write("|/tmp/x")
        print("ESCAPED")
    except OSError:
        pass
