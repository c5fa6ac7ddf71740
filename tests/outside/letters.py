"""Letters as offices write them, made by other programs than ours.

`decision` and `plan` are drawn with python-docx as a clerk draws them in Word: the letterhead in
a table without borders, the lines under it drawn by a border, by characters or not at all, direct
formatting instead of styles, automatic numbers. `RIGHT` says what each paragraph is.
"""

from __future__ import annotations

import pathlib

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FONT = "Times New Roman"

DECISION = [
    ("parent-body", "UBND HUYỆN HOÀI ÂN"),
    ("issuing-body", "ỦY BAN NHÂN DÂN XÃ ÂN TƯỜNG"),
    ("doc-number", "Số: 35/QĐ-UBND"),
    ("national-title", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("motto", "Độc lập - Tự do - Hạnh phúc"),
    ("place-date", "Ân Tường, ngày 07 tháng 02 năm 2026"),
    ("doc-type", "QUYẾT ĐỊNH"),
    ("subject", "Về việc tặng Giấy khen cho các tập thể và cá nhân có thành tích xuất sắc năm 2025"),
    ("authority", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ÂN TƯỜNG"),
    ("citation", "Căn cứ Luật Tổ chức chính quyền địa phương;"),
    ("citation", "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"),
    ("citation", "Theo đề nghị của công chức Văn phòng - Thống kê."),
    ("enacting-formula", "QUYẾT ĐỊNH:"),
    ("article-text", "Điều 1. Tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã cho 02 tập thể và 03 cá nhân có tên trong danh sách kèm theo."),
    ("article-text", "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."),
    ("article-text", "Điều 3. Công chức Văn phòng - Thống kê, các tập thể và cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."),
    ("recipients-label", "Nơi nhận:"),
    ("recipient", "- Như Điều 3;"),
    ("recipient", "- Lưu: VT."),
    ("capacity", "KT. CHỦ TỊCH"),
    ("signer-title", "PHÓ CHỦ TỊCH"),
    ("signer-name", "Nguyễn Thị Hồng Nhung"),
]  # fmt: skip

PLAN = [
    ("issuing-body", "ỦY BAN NHÂN DÂN XÃ ÂN TƯỜNG"),
    ("doc-number", "Số: 12/KH-UBND"),
    ("national-title", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("motto", "Độc lập - Tự do - Hạnh phúc"),
    ("place-date", "Ân Tường, ngày 15 tháng 01 năm 2026"),
    ("doc-type", "KẾ HOẠCH"),
    ("subject", "Phát động phong trào thi đua “Xã nhà sáng, xanh, sạch” năm 2026"),
    ("body", "Ủy ban nhân dân xã xây dựng kế hoạch phát động phong trào thi đua với các nội dung sau:"),
    ("major-heading", "I. MỤC ĐÍCH, YÊU CẦU"),
    ("clause-heading", "1. Mục đích"),
    ("body", "Khơi dậy tinh thần thi đua yêu nước trong các tầng lớp nhân dân."),
    ("clause-heading", "2. Yêu cầu"),
    ("bullet", "- Phong trào được triển khai rộng khắp."),
    ("bullet", "- Bình xét công khai, dân chủ."),
    ("major-heading", "II. NỘI DUNG THI ĐUA"),
    ("clause", "1. Thi đua giữ gìn vệ sinh môi trường, phấn đấu 100% hộ dân phân loại rác."),
    ("point", "a) Mỗi thôn có một tổ tự quản."),
    ("point", "b) Mỗi tuần có một ngày tổng vệ sinh."),
    ("clause", "2. Thi đua trồng cây xanh, phấn đấu mỗi hộ trồng thêm một cây."),
    ("table-head", "STT"),
    ("table-head", "Thôn"),
    ("table-cell", "1"),
    ("table-cell", "Thạch Long 1"),
    ("table-cell", "2"),
    ("table-cell", "Thạch Long 2"),
    ("body", "Trên đây là kế hoạch phát động phong trào thi đua năm 2026./."),
    ("recipients-label", "Nơi nhận:"),
    ("recipient", "- Các thôn;"),
    ("recipient", "- Lưu: VT, VP."),
    ("capacity", "TM. ỦY BAN NHÂN DÂN"),
    ("signer-title", "CHỦ TỊCH"),
    ("signer-name", "Trần Văn Bình"),
]

NUMBERED = ("major-heading", "clause-heading", "clause", "point", "bullet")


def blank() -> Document:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = Align.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    number._p.append(field)
    return document


def line(place, text: str, *, bold=False, italic=False, align=Align.CENTER, size=14, first=None, reuse=True):
    paragraph = place.paragraphs[0] if reuse and hasattr(place, "_tc") and not place.text else place.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.alignment = align
    if first is not None:
        paragraph.paragraph_format.first_line_indent = first
    return paragraph


def border_below(paragraph) -> None:
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def words(letter, role: str) -> list[str]:
    return [text for known, text in letter if known == role]


def letterhead(document, letter) -> None:
    table = document.add_table(rows=2, cols=2)
    left, right = table.rows[0].cells
    for role in ("parent-body", "issuing-body"):
        for text in words(letter, role):
            line(left, text, bold=role == "issuing-body", size=13)
    line(left, "_______", size=13)
    line(right, words(letter, "national-title")[0], bold=True, size=13)
    border_below(line(right, words(letter, "motto")[0], bold=True))
    line(table.rows[1].cells[0], words(letter, "doc-number")[0], size=13)
    line(table.rows[1].cells[1], words(letter, "place-date")[0], italic=True)


def ending(document, letter) -> None:
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    for role, text in letter:
        if role == "recipients-label":
            line(left, text, bold=True, italic=True, align=Align.LEFT, size=12)
        elif role == "recipient":
            line(left, text, align=Align.LEFT, size=11)
        elif role in ("capacity", "signer-title"):
            line(right, text, bold=True)
        elif role == "signer-name":
            for _ in range(4):
                right.add_paragraph()
            line(right, text, bold=True)


def decision(path: pathlib.Path) -> pathlib.Path:
    document = blank()
    letterhead(document, DECISION)
    for role, text in DECISION:
        if role in ("doc-type", "subject", "authority", "enacting-formula"):
            document.add_paragraph()
            line(document, text, bold=True)
        elif role == "citation":
            line(document, text, italic=True, align=Align.JUSTIFY, first=Cm(1))
        elif role == "article-text":
            head, rest = text.split(". ", 1)
            paragraph = line(document, f"{head}. ", bold=True, align=Align.JUSTIFY, first=Cm(1))
            paragraph.add_run(rest)
    ending(document, DECISION)
    document.save(path)
    return path


def numbering(document) -> tuple[int, int]:
    """A numbering as Word's own list gallery writes it: I. / 1. / a) and a bullet."""
    part = document.part.numbering_part.element
    formats = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")]
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{720 * at}" w:firstLine="720"/></w:pPr></w:lvl>'
        for at, (kind, text) in enumerate(formats)
    )
    bullet = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/>'
        '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>'
    )
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    first = part.find(qn("w:num"))
    for at, inside in ((901, levels), (902, bullet)):
        abstract = parse_xml(f'<w:abstractNum {space} w:abstractNumId="{at}">{inside}</w:abstractNum>')
        first.addprevious(abstract)
    for at in (901, 902):
        part.append(parse_xml(f'<w:num {space} w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>'))
    return 901, 902


def number(paragraph, num: int, level: int) -> None:
    props = OxmlElement("w:numPr")
    for name, value in (("ilvl", level), ("numId", num)):
        child = OxmlElement(f"w:{name}")
        child.set(qn("w:val"), str(value))
        props.append(child)
    paragraph._p.get_or_add_pPr().append(props)


def plan(path: pathlib.Path) -> pathlib.Path:
    document = blank()
    numbers, bullets = numbering(document)
    letterhead(document, PLAN)
    cells = [text for role, text in PLAN if role in ("table-head", "table-cell")]
    for role, text in PLAN:
        bare = text.split(" ", 1)[1]  if role in NUMBERED else text
        if role in ("doc-type", "subject"):
            line(document, text, bold=True)
        elif role == "body":
            line(document, text, align=Align.JUSTIFY, first=Cm(1))
        elif role == "bullet":
            number(line(document, bare, align=Align.JUSTIFY), bullets, 0)
        elif role in NUMBERED:
            level = {"major-heading": 0, "point": 2}.get(role, 1)
            number(line(document, bare, bold=role.endswith("heading"), align=Align.JUSTIFY), numbers, level)
        elif text == "STT":
            table = document.add_table(rows=0, cols=2, style="Table Grid")
            for at in range(0, len(cells), 2):
                row = table.add_row().cells
                for cell, words_ in zip(row, cells[at : at + 2], strict=True):
                    line(cell, words_, bold=at == 0)
    ending(document, PLAN)
    document.save(path)
    return path
