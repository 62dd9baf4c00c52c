"""The command line: the only place that composes concrete parts."""
