"""Batches of certificates: killed, poisoned, and every page the right person's."""

from __future__ import annotations

import io
import json
import http.client
import random
import re
import shutil
import signal
import subprocess
import time
import zipfile

from house import BINARY, House, hold

PATH = "/api/v1/batches"


def rows(count: int, mark: str = "A") -> list[dict]:
    """So many honorees; every value says whose it is."""
    return [
        {
            "name": f"Nguyễn Thị {mark}{number:05d}N",
            "position": f"Chức vụ {mark}{number:05d}P",
            "unit": f"Tổ dân phố {mark}{number:05d}U",
            "reason": f"Đã có thành tích xuất sắc {mark}{number:05d}R trong phong trào thi đua năm 2026",
            "issuer": "Chủ tịch Ủy ban nhân dân xã Quảng Châu",
            "decision": f"{mark}{number:05d}/QĐ-UBND",
            "date": "20/11/2026",
            "place": "Quảng Châu",
            "signer_title": "CHỦ TỊCH",
            "signer": "Đỗ Quang Vinh",
        }
        for number in range(1, count + 1)
    ]


def fetch(house: House, path: str, key: str = "clerk") -> bytes:
    """A file as it comes; a broken one is an error."""
    link = http.client.HTTPConnection("127.0.0.1", house.port, timeout=600)
    try:
        link.request("GET", path, headers={"Authorization": f"Bearer {key}"})
        answer = link.getresponse()
        said = answer.read()
        hold(answer.status == 200, path, answer.status, said[:500])
        return said
    finally:
        link.close()


def order(house: House, list_: list[dict], **more) -> str:
    status, batch, _ = house.ask("POST", PATH, {"design": "giay-khen", "rows": list_, **more}, key="clerk", timeout=300)
    hold(status == 201, "making a batch:", status, batch)
    return batch["id"]


def wait(house: House, batch: str, seconds: float) -> dict:
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        status, shown, _ = house.ask("GET", f"{PATH}/{batch}", key="clerk")
        if status == 200 and shown["state"] not in ("queued", "running"):
            return shown
        time.sleep(0.3)
    hold(False, "the batch did not end in", seconds, "s:", shown)
    return {}


def text(pdf: bytes) -> list[str]:
    """The words of each page, as poppler reads them."""
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return told.stdout.decode().split("\f")[:-1]


def marks(words: str) -> set[str]:
    return set(re.findall(r"[A-D]\d{5}[NPUR]?", words.upper()))


def whole(house: House, batch: str, total: int) -> None:
    """The manifest names every row once; numbers have no hole; the merged file has as many pages."""
    manifest = json.loads(fetch(house, f"{PATH}/{batch}/manifest.json"))
    hold([line["row"] for line in manifest] == list(range(1, total + 1)), "the manifest has", len(manifest), "lines")
    hold(len({line["file"] for line in manifest}) == total, "two rows have one file")
    hold(len({line["certificate"] for line in manifest}) == total, "two rows have one certificate")
    numbers = [int(line["number"]) for line in manifest]
    hold(sorted(numbers) == list(range(min(numbers), min(numbers) + total)), "numbers twice, or a hole")
    hold([line["page"] for line in manifest] == list(range(1, total + 1)), "pages are not in order")
    merged = fetch(house, f"{PATH}/{batch}/merged.pdf")
    hold(len(text(merged)) == total, "the merged file has not every page") if shutil.which("pdftotext") else None
    with zipfile.ZipFile(io.BytesIO(fetch(house, f"{PATH}/{batch}/archive.zip"))) as archive:
        hold(archive.testzip() is None and len(archive.namelist()) == total, "the archive is not whole")


def batch_kill(engine: str, long: bool) -> str:
    """`kill -9` of server or worker at random moments: the batch ends, each row once."""
    house, total, times = House(engine), 2000 if long else 300, 50 if long else 3
    chance, workers, killed = random.Random(3), [], 0
    own = ["--batch-workers", "0" if engine == "postgres" else "1"]
    hire = lambda: subprocess.Popen([BINARY, "worker", *house.kept], stdout=house.log, stderr=house.log)  # noqa: E731
    try:
        house.start(*own)
        house.staff()
        workers = [hire(), hire()] if engine == "postgres" else []
        ended = 0
        while killed < times:
            batch = order(house, rows(total), series="khen-thuong")
            while killed < times:
                time.sleep(chance.uniform(0.3, 3.0))
                if workers and chance.random() < 0.7:
                    place = chance.randrange(2)
                    workers[place].send_signal(signal.SIGKILL)
                    workers[place].wait()
                    workers[place] = hire()
                else:
                    house.kill()
                    house.start(*own)
                killed += 1
                if house.ask("GET", f"{PATH}/{batch}", key="clerk")[1]["state"] not in ("queued", "running"):
                    break
            shown = wait(house, batch, 900)
            hold((shown["done"], shown["failed"]) == (total, 0), shown)
            whole(house, batch, total)
            ended += 1
        house.doctor()
        house.stop()
        return f"{killed} kills during {ended} batches of {total}: every batch ended, each row once, no number twice, no hole"
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
        house.close()


def spoiled(list_: list[dict], bad: int) -> list[int]:
    """Spoils so many rows in ten ways; gives their places from 1."""
    ways = [
        lambda row: row.pop("name"),
        lambda row: row.update(name="   "),
        lambda row: row.update(date="31/02/2026"),
        lambda row: row.pop("decision"),
        lambda row: row.pop("signer"),
        lambda row: row.update(name="漢" * 3),
        lambda row: row.update(reason="thành tích " * 180),
        lambda row: row.update(honoree="ngựa"),
        lambda row: row.update(position=["một", "hai"], name=""),
        lambda row: row.update(name="A" * 2500),
    ]
    places = random.Random(11).sample(range(len(list_)), bad)
    for at, place in enumerate(places):
        ways[at % len(ways)](list_[place])
    return sorted(place + 1 for place in places)


def poison(engine: str, long: bool) -> str:
    """Bad rows of ten kinds: each fails with its reason, once; all others are printed."""
    house, total, bad = House(engine), 10_000 if long else 1000, 100 if long else 10
    try:
        house.start("--body-limit", str(32 << 20))
        house.staff()
        list_ = rows(total)
        places = spoiled(list_, bad)
        begun = time.monotonic()
        batch = order(house, list_)
        shown = wait(house, batch, 900)
        seconds = time.monotonic() - begun
        hold((shown["done"], shown["failed"]) == (total - bad, bad), shown)
        manifest = json.loads(fetch(house, f"{PATH}/{batch}/manifest.json"))
        failed = [line for line in manifest if line["state"] == "failed"]
        hold([line["row"] for line in failed] == places, "not those rows failed:", [line["row"] for line in failed])
        hold(all(line["findings"] for line in failed), "a row failed without a reason")
        tries = int(house.sql(f"SELECT MAX(token) FROM batch_chunk WHERE batch_id = '{batch}'")[0][0])
        hold(tries == 1, "chunks were taken", tries, "times")
        house.doctor()
        house.stop()
        return f"{bad} bad rows of ten kinds in {total}: {shown['done']} printed, {bad} reasons, each chunk taken once, {seconds:.0f} s"
    finally:
        house.close()


def canary(engine: str, long: bool) -> str:
    """Four batches beside each other and single renders between: every page is its row's."""
    if not shutil.which("pdftotext"):
        return "LEFT OUT: poppler's pdftotext is not here"
    house, each = House(engine), 2500 if long else 100
    try:
        house.start("--batch-workers", "2")
        house.staff()
        form = house.form()
        lists = {mark: rows(each, mark) for mark in "ABCD"}
        batches = {mark: order(house, list_, outputs=["docx"]) for mark, list_ in lists.items()}
        renders = 0
        for batch in batches.values():
            while house.ask("GET", f"{PATH}/{batch}", key="clerk")[1]["state"] in ("queued", "running"):
                path = f"/api/v1/templates/{form['template']}/render?format=pdf"
                renders += house.ask("POST", path, {"data": form["data"], "draft": True}, key="clerk")[0] == 200
        pages = mixed = 0
        for mark, batch in batches.items():
            hold(wait(house, batch, 900)["done"] == each, "not every row of", mark)
            merged = text(fetch(house, f"{PATH}/{batch}/merged.pdf"))
            archive = zipfile.ZipFile(io.BytesIO(fetch(house, f"{PATH}/{batch}/archive.zip")))
            hold(len(merged) == each and len(archive.namelist()) == 2 * each, "pages or files are missing")
            for number in range(1, each + 1):
                own = marks(" ".join(lists[mark][number - 1].values()))
                name = next(name for name in archive.namelist() if name.startswith(f"{number:04d}") and name.endswith(".pdf"))
                single = " ".join(text(archive.read(name)))
                with zipfile.ZipFile(io.BytesIO(archive.read(name.replace(".pdf", ".docx")))) as word:
                    said = re.sub(r"<[^>]+>", " ", word.read("word/document.xml").decode())
                for words in (merged[number - 1], single, said):
                    found = marks(words)
                    hold(f"{mark}{number:05d}N" in found, "whose page is this?", number, found)
                    mixed += not found <= own
                    pages += 1
        hold(mixed == 0, mixed, "pages with another's words")
        house.stop()
        return f"4 batches of {each}, {renders} single renders between: {pages} pages and files read back, {mixed} mixed"
    finally:
        house.close()


def two_workers(engine: str, long: bool) -> str:
    """Two workers against one on PostgreSQL; the long form alone measures."""
    if engine != "postgres" or not long:
        return ""
    rates = []
    for count in (1, 2):
        house = House(engine)
        try:
            house.start("--batch-workers", "0")
            house.staff()
            batch = order(house, rows(4000), paused=True)
            workers = [subprocess.Popen([BINARY, "worker", *house.kept], stdout=house.log, stderr=house.log) for _ in range(count)]
            time.sleep(2)
            house.ask("POST", f"{PATH}/{batch}/resume", key="clerk")
            begun = time.monotonic()
            wait(house, batch, 900)
            rates.append(4000 / (time.monotonic() - begun))
            for worker in workers:
                worker.terminate()
                worker.wait()
        finally:
            house.close()
    return f"one worker {rates[0]:.0f} rows/s, two {rates[1]:.0f} rows/s: {rates[1] / rates[0]:.2f} times"


BATCHES = {"batch-kill": batch_kill, "poison": poison, "canary": canary, "two-workers": two_workers}
