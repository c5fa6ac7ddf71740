"""Takes turns among the engines: each writes the same new plan before the next plan comes."""

from __future__ import annotations

import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

import flat

HERE = pathlib.Path(__file__).resolve().parent


class Engine:
    """A process that writes a plan for each line it is given and answers `cpu wall bytes`."""

    def __init__(self, name: str, command: list[str], every: int = 1) -> None:
        self.name, self.command, self.every = name, command, every
        self.cpu: list[float] = []
        self.wall: list[float] = []
        self.first = 0.0
        self.peak = 0.0
        self.begun = time.monotonic()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, line: str) -> str:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"{self.name} ended"
        return answer

    def write(self, line: str) -> None:
        cpu, wall, size, *peak = map(float, self.ask(line).split())
        assert size > 5_000, f"{self.name}: {size} bytes are no document"
        if not self.first:
            self.first = (time.monotonic() - self.begun) * 1e3
            return  # The first document is told apart.
        self.cpu.append(cpu)
        self.wall.append(wall)
        self.peak = max([self.peak, *peak])

    def end(self) -> None:
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        self.peak = max(self.peak, own / 1024)
        self.process.stdin.close()
        self.process.wait(timeout=30)


def main() -> None:
    peer, tools, rounds = sys.argv[1], pathlib.Path(sys.argv[2]), max(10, int(sys.argv[3]))
    work = tools / "work"
    work.mkdir(exist_ok=True)
    flat.template(work / "docxtpl.docx", "docxtpl")
    flat.template(work / "easy.docx", "easy")
    python = sys.executable
    plans = subprocess.Popen([peer], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def plan(ordinal: int) -> str:
        plans.stdin.write(f"json {ordinal}\n")
        plans.stdin.flush()
        return json.dumps(flat.of(json.loads(plans.stdout.readline())), ensure_ascii=False)

    groups: dict[str, list[tuple[str, list[str], int]]] = {
        "PDF": [
            ("vanthu (PDF/A-2a + UA-1)", [peer], 1),
            ("typst wheel, plain document", [python, str(HERE / "typst_wheel.py"), str(HERE)], 1),
        ],
        "DOCX": [
            ("vanthu", [peer], 1),
            ("easy-template-x", ["node", str(HERE / "easy.mjs"), str(tools), str(work / "easy.docx")], 1),
            ("docxtpl", [python, str(HERE / "docx_template.py"), str(work / "docxtpl.docx"), "docx"], 1),
        ],
    }
    if shutil.which("soffice"):
        command = [python, str(HERE / "docx_template.py"), str(work / "docxtpl.docx"), "pdf", str(work)]
        groups["PDF"].append(("docxtpl + LibreOffice", command, 10))
    else:
        print("LEFT OUT: docxtpl + LibreOffice, there is no soffice", file=sys.stderr)

    print(f"{rounds} plans, new words each; CPU is the mean.\n")
    print("| | engine | CPU ms | ratio | best wall ms | ratio | first document ms | peak MiB |")
    print("|---|---|--:|--:|--:|--:|--:|--:|")
    # First documents of fresh processes, one engine at a time; then in turns.
    for kind, rows in groups.items():
        engines = []
        for name, command, every in rows:
            engines.append(Engine(name, command, every))
            engines[-1].write(f"{kind.lower()} 1" if command == [peer] else plan(1))
        for ordinal in range(2, rounds + 2):
            words = plan(ordinal)
            for engine in engines:
                if ordinal % engine.every == 0:
                    engine.write(f"{kind.lower()} {ordinal}" if engine.command == [peer] else words)
        for engine in engines:
            engine.end()
        ours = engines[0]
        for engine in engines:
            cpu, wall = statistics.fmean(engine.cpu), min(engine.wall)
            print(
                f"| {kind} | {engine.name} | {cpu:.1f} | {cpu / statistics.fmean(ours.cpu):.1f} "
                f"| {wall:.1f} | {wall / min(ours.wall):.1f} | {engine.first:.0f} | {engine.peak:.0f} |",
                flush=True,
            )
    plans.stdin.close()
    plans.wait(timeout=30)


main()
