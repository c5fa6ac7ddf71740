"""docxtpl filling a template, alone or with LibreOffice making the PDF."""

import io
import json
import pathlib
import resource
import subprocess
import sys
import time

from docxtpl import DocxTemplate

template, kind = sys.argv[1], sys.argv[2]


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


for line in sys.stdin:
    data = json.loads(line)
    cpu, wall = time.process_time() + children(), time.perf_counter()
    made = DocxTemplate(template)
    made.render(data, autoescape=True)
    buffer = io.BytesIO()
    made.save(buffer)
    size = len(buffer.getvalue())
    if kind == "pdf":
        work = pathlib.Path(sys.argv[3])
        (work / "plan.docx").write_bytes(buffer.getvalue())
        profile = (work / "profile").as_uri()
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf",
             "--outdir", str(work), str(work / "plan.docx")],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        size = (work / "plan.pdf").stat().st_size
    cpu, wall = time.process_time() + children() - cpu, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(cpu * 1e3, wall * 1e3, size, peak, flush=True)
