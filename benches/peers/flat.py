"""A plan as peers can take it: paragraphs in a row, and one table."""

from __future__ import annotations

import pathlib

import docx


def of(document: dict) -> dict:
    """Flattens a document: the same words, notes in place of their marks."""
    paragraphs: list[dict] = []
    rows: list[list[str]] = []
    for section in document["sections"]:
        for block in section["blocks"]:
            if block["type"] == "paragraph":
                paragraphs.append({"role": block["role"], "text": _words(block["text"])})
            elif block["type"] == "columns":
                paragraphs += [
                    {"role": one["role"], "text": _words(one["text"])} for cell in block["cells"] for one in cell
                ]
            elif block["type"] == "table":
                rows += [[_words(cell) for cell in row] for row in block["rows"]]
    width = max(map(len, rows), default=0)
    named = [{f"c{at}": cell for at, cell in enumerate(row)} for row in rows]
    return {"title": document["title"], "paragraphs": paragraphs, "rows": rows, "named": named, "width": width}


def _words(pieces: list[dict]) -> str:
    inner = {"text": lambda one: one["text"], "break": lambda _: " ", "footnote": lambda one: f" ({_words(one['text'])})"}
    return "".join(inner[piece["type"]](piece) for piece in pieces)


def template(path: pathlib.Path, engine: str, columns: int = 5) -> None:
    """A Word template of the same shape in an engine's own marks."""
    made = docx.Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", docx.shared.Pt(14)
    if engine == "docxtpl":
        for line in ("{%p for p in paragraphs %}", "{{ p.text }}", "{%p endfor %}"):
            made.add_paragraph(line)
        table = made.add_table(rows=3, cols=columns, style="Table Grid")
        table.rows[0].cells[0].text = "{%tr for r in named %}"
        for at in range(columns):
            table.rows[1].cells[at].text = f"{{{{ r.c{at} }}}}"
        table.rows[2].cells[0].text = "{%tr endfor %}"
    else:
        for line in ("{#paragraphs}", "{text}", "{/paragraphs}"):
            made.add_paragraph(line)
        table = made.add_table(rows=1, cols=columns, style="Table Grid")
        for at in range(columns):
            open_, close = "{#named}" if at == 0 else "", "{/named}" if at == columns - 1 else ""
            table.rows[0].cells[at].text = f"{open_}{{c{at}}}{close}"
    made.save(str(path))
