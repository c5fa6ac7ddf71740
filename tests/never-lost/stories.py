"""The stories: each tries to lose something, and says in figures what it did."""

from __future__ import annotations

import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

from batches import BATCHES
from house import BINARY, SERVER, TARGET, House, Ledger, hold, psql
from load import Load


def kills(engine: str, long: bool) -> str:
    """`kill -9` at random moments of a mixed load; nothing acknowledged is missing."""
    house, ledger, times = House(engine), Ledger(), 100 if long else 8
    chance = random.Random(5)
    try:
        house.start()
        house.staff()
        for _ in range(times):
            load = Load(house, 8, ledger)
            time.sleep(chance.uniform(0.4, 2.0) if long else chance.uniform(0.8, 2.2))
            house.kill()
            load.stop()
            house.start()
            diagnosis = house.doctor()
            ledger.check(house)
        hold(len(ledger.numbers) >= times / 2, "too little was issued:", len(ledger.numbers), ledger.refused)
        house.stop()
        return (f"{times} kills under 8 clients: {len(ledger.steps)} documents and {len(ledger.numbers)} numbers acknowledged, "
                f"all there; {diagnosis['counted']}; refused {ledger.refused}")  # fmt: skip
    finally:
        house.close()


def starts(engine: str, long: bool) -> str:
    """The first start is killed while it migrates; the next takes it up."""
    times, chance, half = 60 if long else 12, random.Random(7), 0
    for _ in range(times):
        house = House(engine)
        try:
            command = [BINARY, "serve", "--listen", "127.0.0.1:0", *house.kept]
            first = [subprocess.Popen(command, stdout=house.log, stderr=house.log) for _ in range(2)]
            time.sleep(chance.uniform(0.02, 0.45))
            for process in first:
                process.send_signal(signal.SIGKILL)
                process.wait()
            half += not is_migrated(house)
            house.start()
            house.doctor()
            house.stop()
        finally:
            house.close()
    hold(half > 0, "no start was killed before its end")
    return f"{times} first starts of two servers at once, killed; {half} of them before the schema was whole; all taken up"


def is_migrated(house: House) -> bool:
    wanted = len(list((pathlib.Path(__file__).parents[2] / "migrations").glob("0*.sql")))
    try:
        return int(house.sql("SELECT COUNT(*) FROM _sqlx_migrations")[0][0]) == wanted
    except (ConnectionError, sqlite3.Error):
        return False


def stops(engine: str, long: bool) -> str:
    """SIGTERM under load: what was accepted is answered, and the server ends by itself."""
    house, times, slowest = House(engine), 10 if long else 2, 0.0
    try:
        house.start()
        house.staff()
        ledger = Ledger()
        for _ in range(times):
            load = Load(house, 8, ledger)
            time.sleep(1.0)
            slowest = max(slowest, house.stop())
            load.stop()
            house.start()
            house.doctor()
            ledger.check(house)
        broken = [refused for refused in ledger.refused if refused.startswith("5")]
        hold(not broken, "answers while it stopped:", ledger.refused)
        return f"{times} stops under load, the slowest in {slowest:.1f} s; {len(ledger.numbers)} numbers acknowledged, all there"
    finally:
        house.close()


def backups(engine: str, long: bool) -> str:
    """Backups under load, each restored into both engines: the database as it was after one act."""
    house, times = House(engine), 20 if long else 4
    try:
        house.start()
        house.staff()
        load, made = Load(house, 4), []
        for number in range(times):
            time.sleep(0.7)
            file = house.folder / f"{number}.zip"
            house.run("backup", str(file), *house.kept)
            made.append(file)
        ledger = load.stop()
        acts = [row[0] for row in house.sql("SELECT digest FROM audit ORDER BY ordinal")]
        for number, file in enumerate(made):
            other = ["sqlite", "postgres"][number % 2] if SERVER else "sqlite"
            empty = House(other)
            try:
                empty.run("restore", str(file), *empty.kept)
                diagnosis = empty.doctor()
                count = diagnosis["counted"]["acts"]
                hold(acts[count - 1] == diagnosis["last_act"], "it is not as after act", count)
                same = f"SELECT COUNT(*) FROM audit WHERE act = 'document-issue' AND ordinal <= {count}"
                issues = int(house.sql(same)[0][0])
                hold(diagnosis["counted"]["numbers"] == issues, issues, "numbers as after act", count, diagnosis)
                damaged(file, empty if number == 0 else None, number)
            finally:
                empty.close()
        ledger.check(house)
        house.stop()
        return f"{times}/{times} backups under load restored clean, each as after one act; {times} damaged ones refused"
    finally:
        house.close()


def damaged(file: pathlib.Path, _: House | None, seed: int) -> None:
    """One flipped bit, wherever: refused, and nothing is written."""
    bytes_ = bytearray(file.read_bytes())
    bytes_[random.Random(seed).randrange(len(bytes_))] ^= 1
    bad = file.with_suffix(".bad")
    bad.write_bytes(bytes_)
    empty = House("sqlite")
    try:
        said = empty.run("restore", str(bad), *empty.kept, fails=True)
        hold("damaged" in said, said)
        hold(not list((empty.folder / "data").glob("*")), "something was written")
    finally:
        empty.close()


def full(engine: str, long: bool) -> str:
    """The disk of the database fills up: 507, reads go on, and it recovers by itself."""
    del long
    if os.getuid() != 0:
        return "LEFT OUT: a full disk needs root, to mount a small one"
    if engine == "postgres":
        return full_server()
    house = House(engine)
    mount = house.folder / "data"
    mount.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "none", str(mount)]).returncode:
        house.close()
        return "LEFT OUT: no small disk can be mounted here"
    try:
        house.start()
        house.staff()
        told = filled(house, lambda: ballast(mount), lambda: (mount / "ballast").unlink())
        house.stop()
        house.doctor()
        return told
    finally:
        if house.process and house.process.poll() is None:
            house.kill()
        subprocess.run(["umount", str(mount)], check=False)
        house.close()


def ballast(folder: pathlib.Path) -> None:
    """Takes whatever is free."""
    with open(folder / "ballast", "wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                pass


def filled(house: House, fill, free) -> str:
    """Issues, fills the disk, is refused, reads, frees it, issues again."""
    load = Load(house, 2)
    while len(load.ledger.numbers) < 3:
        time.sleep(0.1)
    fill()
    begun = time.monotonic()
    while not load.ledger.refused.get("507 disk-full"):
        hold(time.monotonic() - begun < 60, "the full disk is not told:", load.ledger.refused, house.end_of_log())
        time.sleep(0.1)
    reads = 0
    for document in list(load.ledger.numbers):
        status, sheet, _ = house.ask("GET", f"/api/v1/documents/{document}", key="records")
        hold(status == 200 and sheet["state"] == "issued", "while the disk is full:", status, sheet)
        path = f"/api/v1/documents/{document}/versions/{sheet['head']}/content?format=pdf"
        hold(house.ask("GET", path, key="clerk")[0] == 200, "no file while the disk is full")
        reads += 2
    hold(house.ask("GET", "/health/live")[0] == 200, "not alive")
    time.sleep(1)
    before = len(load.ledger.numbers)
    free()
    while len(load.ledger.numbers) < before + 3:
        hold(time.monotonic() - begun < 120, "it did not recover:", load.ledger.refused, house.end_of_log())
        time.sleep(0.1)
    ledger = load.stop()
    odd = [said for said in ledger.refused if said not in ("507 disk-full", "503 busy")]
    hold(not odd, "while the disk was full:", ledger.refused)
    ledger.check(house)
    return f"full: {ledger.refused}; {reads} reads answered meanwhile; {len(ledger.numbers)} numbers, all there"


def full_server() -> str:
    """A tablespace on a small disk, in which the database is made."""
    user = next((word.split("=")[1] for word in os.environ.get("VANTHU_POSTGRES_CTL", "").split() if word.startswith("--reuid=")), None)
    if user is None:
        return "LEFT OUT: the server's user is not known"
    house = House("postgres")
    disk = pathlib.Path(tempfile.mkdtemp(prefix="vanthu-never-lost-disk-"))
    disk.chmod(0o755)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "none", str(disk)]).returncode:
        house.close()
        return "LEFT OUT: no small disk can be mounted here"
    space = f"small_{house.name}"
    try:
        place = disk / "space"
        place.mkdir()
        shutil.chown(place, user)
        psql(f"{SERVER}/postgres", f"CREATE TABLESPACE {space} LOCATION '{place}'")
        psql(f"{SERVER}/postgres", f"ALTER DATABASE {house.name} SET TABLESPACE {space}")
        house.start()
        house.staff()
        told = filled(house, lambda: ballast(disk), lambda: (disk / "ballast").unlink())
        house.stop()
        house.doctor()
        return told
    finally:
        house.close()
        psql(f"{SERVER}/postgres", f"DROP TABLESPACE IF EXISTS {space}")
        subprocess.run(["umount", str(disk)], check=False)
        disk.rmdir()


def ctl(*arguments: str) -> None:
    command = os.environ["VANTHU_POSTGRES_CTL"].split()
    subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL)


def away(engine: str, long: bool) -> str:
    """PostgreSQL is stopped and started under load: 503, readiness says so, and it recovers."""
    if engine != "postgres":
        return ""
    house, times, slowest = House(engine), 5 if long else 2, 0.0
    try:
        house.start()
        house.staff()
        load = Load(house, 4)
        for turn in range(times):
            time.sleep(1.0)
            ctl("stop", "-m", ["fast", "immediate"][turn % 2])
            house.wait_for("/health/ready", 503, 15)
            begun = time.monotonic()
            status, said, headers = house.ask("GET", "/api/v1/documents", key="clerk")
            took = time.monotonic() - begun
            hold((status, said.get("code")) == (503, "store-away"), "while it is away:", status, said)
            hold("retry-after" in {name.lower() for name in headers}, "no Retry-After")
            hold(took < 5, "it took", took, "s to say so")
            ctl("start")
            slowest = max(slowest, house.wait_for("/health/ready", 200, 30))
            before = len(load.ledger.numbers)
            begun = time.monotonic()
            while len(load.ledger.numbers) == before:
                hold(time.monotonic() - begun < 60, "it did not recover:", load.ledger.refused)
                time.sleep(0.1)
        ledger = load.stop()
        odd = [said for said in ledger.refused if not said.startswith("503 ")]
        hold(not odd, "while it was away:", ledger.refused)
        ledger.check(house)
        house.stop()
        house.doctor()
        return f"{times} times away: {ledger.refused}; ready again {slowest:.1f} s after; {len(ledger.numbers)} numbers, all there"
    finally:
        house.close()


def newer(engine: str, long: bool) -> str:
    """A database of a newer vanthu is refused with a sentence."""
    del long
    house = House(engine)
    try:
        house.start()
        house.stop()
        checksum = "'\\x00'" if engine == "postgres" else "x'00'"
        house.sql("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) "
                  f"VALUES (9999, 'newer', TRUE, {checksum}, 0)")  # fmt: skip
        for command in ("serve", "doctor"):
            said = house.run(command, *house.kept, fails=True)
            lines = [line for line in said.splitlines() if line.startswith("vanthu: ")]
            hold(len(lines) == 1 and "of a newer vanthu (migration 9999" in lines[0], said)
        return "a newer schema is refused by serve and doctor"
    finally:
        house.close()


def issues(engine: str, long: bool) -> str:
    """Eight programs give numbers, a tenth of them for nothing, and the server is restarted."""
    if engine != "postgres":
        return ""
    count = "20000" if long else "600"
    programs = sorted(TARGET.glob("deps/it-*"), key=lambda path: path.stat().st_mtime)
    program = os.environ.get("VANTHU_IT") or str([path for path in programs if not path.suffix][-1])
    ran = subprocess.run([program, "kept::issues::", "--nocapture"], capture_output=True, text=True,
                         env=os.environ | {"VANTHU_ISSUES": count})  # fmt: skip
    hold(ran.returncode == 0, ran.stdout[-2000:], ran.stderr[-2000:])
    told = [line for line in (ran.stdout + ran.stderr).splitlines() if line.startswith("issues: ")]
    hold(len(told) == 1, ran.stdout[-2000:], ran.stderr[-2000:])
    return told[0].removeprefix("issues: ")


STORIES = {
    "newer": newer, "starts": starts, "stops": stops, "kills": kills, "backups": backups,
    "full": full, "away": away, "issues": issues, **BATCHES,
}  # fmt: skip
