"""Mail reaches everybody once, whatever happens, and drafts are what they should be.

A list of PEOPLE invented contacts gets the sheets of a folder. First as drafts, twice: the same bytes,
opened by Python's parser of messages, which shares no code with us:

| what             | must                                                                      |
|------------------|---------------------------------------------------------------------------|
| the parts        | be one text in two forms, then the files                                  |
| each form        | be the file of the draft beside it, word for word                         |
| each file        | be that of the folder, byte for byte, and the one that the contact asked for |
| head             | have no date, one address to go to, and be marked as not sent             |
| too many sheets  | be one pack, whose parts, read by qpdf, have their titles in order        |

Then to a mail server, aiosmtpd, on this machine, which refuses for now, closes, loses bodies and takes
them in silence, at random, while the program is killed (SIGKILL) KILLS times and goes on each time:

| what             | must                                                                      |
|------------------|---------------------------------------------------------------------------|
| every contact    | have the message at most once                                             |
| every contact    | have it, or be named as unsure                                            |
| the unsure       | be no more than bodies without an answer, and kills                       |

At the end the journal is thrown away, so that everybody gets a second message: the count must see it.
"""

import csv
import email
import email.policy
import json
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tools import programs

PEOPLE = 500
KILLS = 60
SEED = 20240501
STATES = 6  # of the folder: each is proved once a run
PATIENCE = 120  # seconds, for the first messages
MOST_BEFORE_KILL = 14
MOST_IN_ONE = 100_000  # bytes

MESSAGE = """language = "en"
from = "outreach@meadow.example"
from_name = "Meadow Trust"
subject = "{{ state.name }} {{ year }}: the sheet for your state"
text = \"\"\"
Dear {{ recipient.salutation }},

Here is the sheet for {{ state.in_prose }}. You asked for it, {{ recipient.name }}: it is of {{ year }}.
\"\"\"
"""


class Contact(NamedTuple):
    name: str
    address: str
    state: str
    language: str


class Moody:
    """Takes messages, or not; aiosmtpd calls its methods by their names."""

    def __init__(self) -> None:
        self.luck = random.Random(SEED)
        self.taken: Counter[str] = Counter()
        self.silent = 0
        self.asked = 0
        self.calm = False

    def lot(self, of: int) -> int:
        return of if self.calm else self.luck.randrange(of)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del session, options
        self.asked += 1
        match self.lot(40):
            case 0:
                return "451 4.3.0 later"
            case 1:
                close(server)
                return "421 4.3.2 closing"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del session
        lot = self.lot(60)
        if lot == 0:
            return "451 4.3.0 later"
        if lot != 1:
            self.taken.update(envelope.rcpt_tos)
        if lot in (1, 2):
            self.silent += 1
            close(server)
        return "250 2.0.0 taken"


def close(server: SMTP) -> None:
    if server.transport is not None:
        server.transport.close()


def records(sheets: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((sheets / "manifest.json").read_text())["handouts"]
    return found


def people(sheets: Path) -> list[Contact]:
    """The contacts, each with a state of the folder."""
    states = sorted({record["state"] for record in records(sheets)})[:STATES]
    return [
        Contact(f"Pérson {n}", f"person{n}@office{n}.example", states[n % len(states)], "en")
        for n in range(PEOPLE)
    ]


def below(folder: Path) -> dict[Path, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}


def drafts(run: list[str], work: Path, sheets: Path, contacts: list[Contact]) -> list[str]:
    """What is wrong with the drafts."""
    for name in ("first", "second"):
        subprocess.run([*run, "-o", str(work / name)], check=True, capture_output=True)
    first, second = below(work / "first"), below(work / "second")
    faults = [] if first == second else ["two runs made other drafts"]
    wanted = {contact.address: contact for contact in contacts}
    for path, content in first.items():
        if path.name == "message.eml":
            message = email.message_from_bytes(content, policy=email.policy.default)
            (to,) = message["To"].addresses
            contact = wanted.pop(to.addr_spec)
            if to.display_name != contact.name:
                faults.append(f"{path}: goes to {to.display_name}")
            beside = {own.name: content for own, content in first.items() if own.parent == path.parent}
            faults += [f"{path}: {fault}" for fault in opened(message, contact, beside, sheets)]
    return faults + [f"{address} has no draft" for address in wanted]


def opened(message: EmailMessage, contact: Contact, beside: dict[str, bytes], sheets: Path) -> Iterator[str]:
    """What is wrong with one draft."""
    if message["Date"] is not None or message["X-Unsent"] != "1" or message.defects:
        yield "its head is not that of a draft"
    for kind, name in (("plain", "body.txt"), ("html", "body.html")):
        body = message.get_body((kind,))
        if body is None or body.get_content().replace("\r\n", "\n") != beside[name].decode():
            yield f"its {kind} form is not {name}"
    names = []
    for file in message.iter_attachments():
        name = file.get_filename() or ""
        names.append(name)
        if file.get_content() != (sheets / name).read_bytes():
            yield f"{name} has other bytes"
    own = [
        record["file"]
        for record in records(sheets)
        if (record["state"], record["language"], record["profile"])
        == (contact.state, contact.language, "office")
    ]
    if names != own:
        yield f"{names} go with it, and {own} should"


def packed(run: list[str], work: Path, sheets: Path) -> list[str]:
    """What is wrong with the draft for somebody whose sheets are more than a message may have."""
    own = {record["state"]: record["title"] for record in records(sheets) if record["language"] == "en"}
    states = sorted(own, reverse=True)[:STATES]
    listed, out = work / "many.csv", work / "many"
    listed.write_text(f'name,address,states\nAnn,ann@fen.example,"{";".join(states)}"\n')
    asked = [listed if part == work / "contacts.csv" else part for part in map(Path, run)]
    subprocess.run([*map(str, asked), "--max-size", "0.1", "-o", str(out)], check=True, capture_output=True)
    (draft,) = out.rglob("message.eml")
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    files = {file.get_filename() or "": file.get_content() for file in message.iter_attachments()}
    ((name, content),) = files.items()
    faults = [] if content == (draft.parent / name).read_bytes() else [f"{name} is not that of the draft"]
    if len(content) > MOST_IN_ONE:
        faults.append(f"{name} has {len(content)} bytes")
    written = programs.text(
        "qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", draft.parent / name
    )
    objects = {at: own.get("value") for at, own in json.loads(written)["qpdf"][1].items()}
    (document,) = (own for own in objects.values() if isinstance(own, dict) and own.get("/S") == "/Document")
    titles = [objects[f"obj:{part}"]["/T"].removeprefix("u:") for part in document["/K"]]
    if titles != [own[state] for state in states]:
        faults.append(f"{name} has {titles}")
    return faults


def killed(run: list[str], server: Moody, luck: random.Random) -> None:
    """Starts a run, and kills it amid its messages: at one of the first, and at any moment of it."""
    goal = server.asked + luck.randrange(1, MOST_BEFORE_KILL)
    begun = time.monotonic()
    with subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while server.asked < goal and process.poll() is None and time.monotonic() - begun < PATIENCE:
            time.sleep(0.001)
        time.sleep(luck.uniform(0, 0.01))
        process.kill()


def told(server: Moody, said: str, contacts: list[Contact]) -> list[str]:
    """What is wrong with what the server took."""
    lines = [line for line in said.splitlines() if line.startswith("unsure: ")]
    unsure = {line.partition("<")[2].partition(">")[0] for line in lines}
    faults = [f"{to} has it {times} times" for to, times in server.taken.items() if times > 1]
    known = unsure | set(server.taken)
    lost = [contact.address for contact in contacts if contact.address not in known]
    faults += [f"{address} has nothing, and is not named" for address in lost]
    if len(unsure) > server.silent + KILLS:
        faults.append(f"{len(unsure)} are unsure, and only {server.silent} bodies had no answer")
    print(
        f"{len(server.taken)} of {PEOPLE} have it, {len(unsure)} unsure; {server.silent} bodies got no answer"
    )
    return faults


def campaign(run: list[str], journal: Path, server: Moody, contacts: list[Contact]) -> list[str]:
    """What is wrong with the sending."""
    luck = random.Random(SEED)
    for _ in range(KILLS):
        killed(run, server, luck)
    before = len(server.taken)
    print(f"killed {KILLS} times; {before} messages had gone out by then", flush=True)
    for calm in (False, True):
        server.calm = calm
        last = subprocess.run(run, capture_output=True, text=True, check=False)
    faults = told(server, last.stdout, contacts)
    if not PEOPLE / 4 < before < PEOPLE:
        faults.append("the kills came too early or too late to say anything")
    # The count must see what it is there for.
    journal.unlink()
    subprocess.run(run, capture_output=True, check=False)
    if not any("2 times" in fault for fault in told(server, "", contacts)):
        faults.append("a second message to everybody was not seen")
    return faults


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def main(handout: str, of: Path, sheets: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(of, work / "set")
        (work / "set" / "mail.en.toml").write_text(MESSAGE)
        contacts, listed = people(sheets), work / "contacts.csv"
        with listed.open("w", newline="") as file:
            csv.writer(file).writerows([["name", "address", "states", "languages"], *contacts])
        run = [handout, "mail", str(work / "set"), "--contacts", str(listed), "--from", str(sheets)]
        faults = drafts(run, work, sheets, contacts)
        faults += packed(run, work, sheets)
        print(f"{len(contacts) + 1} drafts opened: {len(faults)} faults")
        server, port, account = Moody(), free_port(), work / "account.toml"
        account.touch(mode=0o600)
        account.write_text(f'host = "127.0.0.1"\nport = {port}\n')
        out = work / "mail"
        run += ["-o", str(out), "--send", "--account", str(account), "--rate", "6000", "--hurry", "6000"]
        controller = Controller(server, hostname="127.0.0.1", port=port)
        controller.start()
        try:
            faults += campaign(run, out / "journal.jsonl", server, contacts)
        finally:
            controller.stop()
    print("\n".join(faults[:20]))
    return 1 if faults else 0
