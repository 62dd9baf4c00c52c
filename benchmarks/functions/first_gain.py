"""How long a user waits until a first verified gain is there: from the start of the work on one function.

    python -m benchmarks.functions.first_gain [--count 24] [--seconds 15]

Functions of the evaluation set in its mixed order, rules alone, one after the other. The clock starts when the stages
are composed (as the command does) and stops when the first candidate is verified and measured to gain; importing
Python and fasterpy comes on top and is printed once.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

from benchmarks.functions.run import CASES, jobs
from fasterpy.cli.compose import build_parts
from fasterpy.cli.targets import runnable
from fasterpy.config import load_settings
from fasterpy.errors import FasterpyError
from fasterpy.pipeline import Options, optimize
from fasterpy.preprocess.reader import read_source
from fasterpy.records import Candidate
from fasterpy.search.session import Session, Trial


class Watch:
    """Notes when a session first holds a verified gain."""

    def __init__(self) -> None:
        self.at: float | None = None
        self._judge = Session.judge
        watch = self

        def judge(session: Session, candidate: Candidate, least: float = 0.0) -> Trial:
            trial = watch._judge(session, candidate, least)
            if watch.at is None and session.gained is not None:
                watch.at = time.monotonic()
            return trial

        Session.judge = judge  # type: ignore[method-assign]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args()
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", "import fasterpy.cli.compose, fasterpy.pipeline"], check=True)
    print(f"starting Python and importing the stages: {time.monotonic() - start:.2f} s")
    watch, waits, wholes = Watch(), [], []
    for case, name in [job for job in jobs() if job[0] != "already_fast"][: options.count]:
        path = CASES / f"{case}.py"
        source = read_source(path)
        settings = load_settings(path.parent, options={"generators": ("rules",), "cache": False})
        watch.at, start = None, time.monotonic()
        try:
            with build_parts(settings) as built:
                result = optimize(source, [name], runnable(source, name), built.parts, Options(seconds=options.seconds))
        except FasterpyError as error:
            print(f"{case}.{name}: {error}", flush=True)
            continue
        whole = time.monotonic() - start
        if result.outcome == "improved" and watch.at is not None:
            waits.append(watch.at - start)
            wholes.append(whole)
        shown = f"{watch.at - start:.1f}" if watch.at is not None else "none"
        print(f"{case}.{name}: {result.outcome}, first gain after {shown}, {whole:.1f} s in all", flush=True)
    if waits:
        within = sum(wait <= 5 for wait in waits)
        middle, whole = statistics.median(waits), statistics.median(wholes)
        print(f"{len(waits)} improved: first verified gain after {middle:.1f} s in the median, {whole:.1f} s in all")
        print(f"within 5 s: {within}")


if __name__ == "__main__":
    main()
