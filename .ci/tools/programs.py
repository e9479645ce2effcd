"""Runs other programs: their output, or what they complain of."""

import os
import re
import subprocess
import sys
from pathlib import Path

# .ci/install puts the virtual environment into target/ci.
INSTALLED = Path(sys.prefix).parent
TARGET = INSTALLED.parent
ROOT = Path(__file__).parents[2]

PATIENCE = 300  # seconds, for a program that hangs
MOST_SHOWN = 5  # complaints of one program about one file
# What programs say on every run, whatever the file.
NOISE = re.compile(
    r"warning: ICC support is not available"  # mutool, of itself, as Debian builds it
    r"|GPL Ghostscript .*|Copyright \(C\) .*|This software is supplied .*|see the file COPYING .*"
    r"|Processing pages 1 through 1\.|Page 1"
    # The end of Ghostscript's long complaint.
    r"|\*\*\*\* (Please notify the author|file that it does not conform|specification).*"
    # poppler 22.12 takes /Suspects false, which is the default, for an error.
    r"|Syntax Error: Suspects object is wrong type \(boolean\)"
)


class Refused(Exception):
    """A program could not do its work, or complained."""


def complaints(said: bytes) -> list[str]:
    lines = (line.strip() for line in said.decode("utf-8", "replace").splitlines())
    return [line for line in lines if line and not NOISE.fullmatch(line)]


def output(*command: str | Path, given: bytes = b"", quiet: bool = True, zone: str = "UTC") -> bytes:
    """A program's standard output. Refused if it fails or, being `quiet`, says anything on stderr."""
    # A thread for each process is enough: every file has a process of its own.
    settings = os.environ | {"TZ": zone, "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=PATIENCE, env=settings, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refused(f"could not run: {error}") from error
    said = complaints(done.stderr)
    if done.returncode != 0 or (quiet and said):
        raise Refused("; ".join(said[:MOST_SHOWN]) or f"exit status {done.returncode}")
    return done.stdout


def text(*command: str | Path, quiet: bool = True, zone: str = "UTC") -> str:
    return output(*command, quiet=quiet, zone=zone).decode()


def cargo(*arguments: str, **settings: str) -> None:
    command = ["cargo", *arguments]
    subprocess.run(command, cwd=ROOT, env=os.environ | settings, stdout=sys.stderr, check=True)
