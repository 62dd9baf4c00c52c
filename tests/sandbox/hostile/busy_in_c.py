"""Never ends, inside one C call that no signal handler can interrupt."""
# expect: timeout

sum(range(10**15))
