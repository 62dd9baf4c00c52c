"""What numpy does, in plain Python over lists: the parts of ``numpy-to-plain-python``, one table per family."""
