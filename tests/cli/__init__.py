"""What the tests of the command line share."""

import sys

_STARTER = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    " runpy.run_module('fasterpy', run_name='__main__', alter_sys=True)"
)


def interruptible(*arguments: str) -> list[str]:
    """The command line, sure to hear Ctrl-C: where tests are a background job, children inherit that it is ignored.

    Not by ``preexec_fn``, which would run in a fork of this process, with whatever its threads held.
    """
    return [sys.executable, "-c", _STARTER, *arguments]
