"""Which functions of a file or a folder are worth the time."""
