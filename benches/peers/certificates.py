"""Certificates of ours beside the typst wheel (the same design as one document) and docxtpl with
LibreOffice (one file each), in turns. Prints a Markdown table.

Usage: certificates.py BENCH TOOLS [ROWS] [FILES]; BENCH is the built `certificates` bench.
"""

import json
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import time
import tomllib

TOP = pathlib.Path(__file__).resolve().parents[2]
TURNS = 5


def texts(row: dict, fields: list[dict]) -> list[tuple[int, str]]:
    """What each field of a page says, as the design's holes ask."""

    def filled(text: str) -> str | None:
        holes = re.findall(r"\{\{ *(\w+)(?: *\| *(\w+))? *\}\}", text)
        if any(name not in row for name, _ in holes):
            return None

        def value(match: re.Match) -> str:
            said = row[match[1]]
            return said.upper() if match[2] == "upper" else said

        return re.sub(r"\{\{ *(\w+)(?: *\| *(\w+))? *\}\}", value, text)

    found = []
    for at, field in enumerate(fields):
        only = field.get("only", "person")
        if "person" not in only or field.get("preprinted"):
            continue
        options = field["text"] if isinstance(field["text"], list) else [field["text"]]
        said = next((said for said in map(filled, options) if said is not None), None)
        if said:
            found.append((at, said))
    return found


def design(count: int) -> dict:
    sheet = tomllib.loads((TOP / "templates/standards/certificate-giay-khen.toml").read_text())
    colours = sheet["colours"]

    def drawn(one: dict, ornament: str) -> dict:
        place = {key: one["place"][key] for key in ("x", "y", "width", "height")}
        return {"draw": ornament, "place": place, "colours": [colours[name] for name in one["colours"]], "thickness": one.get("thickness", 0.5)}  # fmt: skip

    ornaments = [drawn(one, one["draw"]) for one in sheet["ornament"]]
    ornaments += [drawn(one, one["until"]) for one in sheet["picture"]]

    def looks(field: dict) -> dict:
        look = field["look"]
        return {
            "place": {key: field["place"][key] for key in ("x", "y", "width", "height")},
            "font": "Playfair Display" if look.get("face") == "display" else "Tinos",
            "weight": look.get("weight", 400), "italic": look.get("italic", False), "size": look["size"],
            "colour": colours[look["colour"]], "tracking": look.get("tracking", 0),
            "align": look.get("align", "center"), "vertical": look.get("vertical", "middle"),
            "text": field["text"] if isinstance(field["text"], str) else "",
        }  # fmt: skip

    fields = [looks(field) for field in sheet["field"]]
    fixed = [looks(field) for field in sheet["field"] if field.get("preprinted")]
    row = next(row for row in sheet["sample"] if row["honoree"] == "person") | {"date": "ngày 04 tháng 12 năm 2026"}
    reason = "Đã có thành tích xuất sắc trong phong trào thi đua yêu nước, số {:05}"
    pages = [texts(row | {"name": f"Nguyễn Văn {n:05}", "reason": reason.format(n)}, sheet["field"]) for n in range(count)]
    return {"title": sheet["name"], "sheet": {"width": 297, "height": 210}, "ornaments": ornaments, "fields": fields, "fixed": fixed, "pages": pages}  # fmt: skip


WHEEL = """
import json, pathlib, resource, sys, time
import typst
top, data, out = map(pathlib.Path, sys.argv[1:4])
said = data.read_text()
begun, used = time.perf_counter(), time.process_time()
made = typst.compile(out.with_name("certificate.typ"), font_paths=[str(top / "fonts")], ignore_system_fonts=True, sys_inputs={"data": said}, pdf_standards="a-2u")
out.write_bytes(made)
print(json.dumps({"wall": time.perf_counter() - begun, "cpu": time.process_time() - used, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "bytes": len(made)}))
"""


def ran(*command) -> dict:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def office(work: pathlib.Path, template: pathlib.Path, files: int) -> dict:
    """docxtpl fills, LibreOffice makes the PDF: one file each, one call for each."""
    from docxtpl import DocxTemplate

    def used() -> float:
        both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(one.ru_utime + one.ru_stime for one in both)

    begun, before, size = time.perf_counter(), used(), 0
    for number in range(files):
        made = DocxTemplate(template)
        made.render({"NAME": f"NGUYỄN VĂN {number:05}", "reason": f"Đã có thành tích xuất sắc, số {number:05}"})
        made.save(work / "one.docx")
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--convert-to", "pdf",
             "--outdir", str(work), str(work / "one.docx")], check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        size += (work / "one.pdf").stat().st_size
    # The children of this process are of all rows: LibreOffice's own peak is not told.
    return {"wall": time.perf_counter() - begun, "cpu": used() - before, "peak": 0, "bytes": size, "pages": files}


def main() -> None:
    bench, tools = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    files = int(sys.argv[4]) if len(sys.argv) > 4 else 10
    work = tools / "certificates"
    work.mkdir(exist_ok=True)
    (work / "certificate.typ").write_text((TOP / "benches/peers/certificate.typ").read_text())
    (work / "ornament.typ").write_text((TOP / "templates/layouts/ornament.typ").read_text())
    (work / "data.json").write_text(json.dumps(design(count), ensure_ascii=False))
    ours, wheel = [], []
    for _ in range(TURNS):
        ours.append(ran(bench, "--one", "giay-khen", "merged", count, work / "ours.pdf"))
        wheel.append(ran(sys.executable, "-c", WHEEL, TOP, work / "data.json", work / "wheel.pdf"))
    singles = ran(bench, "--one", "giay-khen", "singles", count)
    print("| | files | wall s | CPU s | peak MiB | MiB |\n|---|---|---|---|---|---|")

    def line(name: str, made: int, all_of: list[dict]) -> None:
        middle = {key: statistics.median(one[key] for one in all_of) for key in ("wall", "cpu", "peak", "bytes")}
        print(f"| {name} | {made} | {middle['wall']:.2f} | {middle['cpu']:.2f} | {middle['peak']:.0f} | {middle['bytes'] / 2**20:.1f} |")

    line(f"vanthu, {count} sheets as one PDF/A", 1, ours)
    line(f"typst wheel, {count} sheets as one PDF/A", 1, wheel)
    line(f"vanthu, {count} single PDF/A", count, [singles])
    template = tools / "certificate.docx"
    if files and template.exists():
        other = office(work, template, files)
        line("docxtpl + LibreOffice, one PDF each", files, [other])
        each, own = other["cpu"] / files, singles["cpu"] / count
        print(f"\nCPU a file: {own * 1e3:.2f} ms against {each * 1e3:.0f} ms: {each / own:.0f} times less")


main()
