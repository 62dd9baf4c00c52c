import pathlib
import subprocess
import sys

PROGRAM = pathlib.Path(__file__).with_name("ranking.py")


def run(text):
    return subprocess.run([sys.executable, PROGRAM], input=text, capture_output=True, text=True, check=True).stdout


def test_ties_share_a_rank():
    assert run("4\n10 30 30 5\n") == "3\n1\n1\n4\n"
    assert run("1\n7\n") == "1\n"
