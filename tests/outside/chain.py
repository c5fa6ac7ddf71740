"""What each document of an award round must say of its frozen set, reckoned here a second time:
nothing of the program's own code is asked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

KINDS = ["collective", "individual", "household", "enterprise"]
"""The order in which a document parts its lists."""

HEADINGS = {"collective": "TẬP THỂ", "individual": "CÁ NHÂN", "household": "HỘ GIA ĐÌNH", "enterprise": "DOANH NGHIỆP"}
OF = {"collective": "tập thể", "individual": "cá nhân", "household": "hộ gia đình", "enterprise": "doanh nghiệp"}
ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
FIGURES = "không một hai ba bốn năm sáu bảy tám chín".split()


@dataclass
class List:
    """A list: the words above it, how many heads it has, its rows, and its sum in figures."""

    above: str | None
    heads: int
    rows: list[list[str]]
    total: str | None = None


# ── Numbers ──────────────────────────────────────────────────────────────────


def grouped(number: int | None) -> str:
    return "" if number is None else f"{number:,}".replace(",", ".")


def padded(number: int) -> str:
    return f"{number:02d}"


def in_words(number: int, full: bool = False) -> list[str]:
    """`một triệu không trăm linh năm nghìn`; `full` behind a higher group."""
    if number >= 10**9:
        return [*in_words(number // 10**9, full), "tỷ", *in_words(number % 10**9, True)]
    said: list[str] = []
    for unit, name in ((10**6, ["triệu"]), (10**3, ["nghìn"]), (1, [])):
        group, number = divmod(number, unit)
        if not group:
            continue
        hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
        after = full or bool(said)
        if hundreds or after:
            said += [FIGURES[hundreds], "trăm"]
        if tens > 1:
            said += [FIGURES[tens], "mươi"]
        elif tens == 1:
            said += ["mười"]
        elif ones and (hundreds or after):
            said += ["linh"]
        if ones == 1 and tens > 1:
            said += ["mốt"]
        elif ones == 4 and tens > 1:
            said += ["tư"]
        elif ones == 5 and tens:
            said += ["lăm"]
        elif ones:
            said += [FIGURES[ones]]
        said += name
    return said


def money_words(number: int) -> str:
    words = " ".join(in_words(number) or ["không"]) + " đồng"
    return words[0].upper() + words[1:]


def share(votes: int, of: int) -> str:
    """Tỷ lệ, to one place after the comma, half up."""
    tenths = (votes * 2000 + of) // (of * 2)
    return f"{tenths // 10}{f',{tenths % 10}' if tenths % 10 else ''}%"


# ── Words ────────────────────────────────────────────────────────────────────


def plain(text: str) -> str:
    """On one line; white space and ways to write a hyphen are no difference."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u2011", "-").split())


def squeezed(text: str) -> str:
    """Without white space: a line ends where it must."""
    return re.sub(r"[\s\u200b\u2060]+", "", plain(text))


def joined(*parts: str, by: str = ", ") -> str:
    kept: list[str] = []
    for part in map(plain, parts):
        if part and (by == " " or part not in kept):
            kept.append(part)
    return by.join(kept)


def of(honoree: dict, key: str) -> str:
    return plain(honoree.get(key, ""))


def courtesy(honoree: dict) -> str:
    said = {"mr": "Ông", "ms": "Bà"}.get(honoree.get("courtesy"), "")
    if honoree["kind"] == "household":
        return said.lower()
    return said if honoree["kind"] == "individual" and not honoree.get("title") else ""


def bare(honoree: dict) -> str:
    """The name alone; the sets of these tests write a household's head without `Hộ`."""
    return joined(of(honoree, "title"), of(honoree, "name"), by=" ")


def addressed(honoree: dict) -> str:
    return joined("Hộ" if honoree["kind"] == "household" else "", courtesy(honoree), bare(honoree), by=" ")


def post_and_place(honoree: dict) -> str:
    return joined(of(honoree, "post"), of(honoree, "unit"), of(honoree, "address"))


def by_kind(honoree: dict) -> str:
    """Beside a name in a list of one kind: of a person the post stands first."""
    place = post_and_place(honoree)
    if honoree["kind"] != "individual":
        return place
    post = of(honoree, "post")
    rest = joined(*(part for part in (of(honoree, "unit"), of(honoree, "address")) if part != post))
    return ", ".join(part for part in (post, rest) if part)


def proposer(one: dict) -> str:
    honoree = one["honoree"]
    own = [plain(one.get("proposer", "")), *(of(honoree, key) for key in ("unit", "address", "name"))]
    return next(words for words in own if words)


# ── Documents ────────────────────────────────────────────────────────────────


class Set:
    """The frozen set, and the part of it that a document is about."""

    def __init__(self, frozen: dict, forms: list[str] | None = None, unit: str | None = None) -> None:
        self.frozen = frozen
        self.names = {id: plain(name) for id, name in frozen["forms"]}
        wanted = [one for one in frozen["honorees"] if forms is None or one["form"] in forms]
        self.honorees = [one for one in wanted if unit is None or proposer(one) == plain(unit)]
        self.several = len({one["form"] for one in self.honorees}) > 1
        self.achieved = any(of(one["honoree"], "achievement") for one in self.honorees)

    def award(self, one: dict) -> str:
        return self.names[one["form"]]

    def of_kind(self, kind: str, form: str | None = None) -> list[dict]:
        return [one for one in self.honorees if one["honoree"]["kind"] == kind and form in (None, one["form"])]

    def money(self, ones: list[dict] | None = None) -> int:
        return sum(one["honoree"].get("money") or 0 for one in (self.honorees if ones is None else ones))


def table(above: str | None, columns: list[list[str] | None], total: str | None = None, blank: int = 0) -> List:
    """Columns that are none, or empty from top to bottom, are left out; rows count from 1."""
    kept = [column for column in columns if column is not None]
    rows = [[str(number), *cells, *[""] * blank] for number, cells in enumerate(zip(*kept), 1)]
    return List(above, 1 + len(kept) + blank, rows, total)


def unless_empty(column: list[str]) -> list[str] | None:
    return column if any(column) else None


def full(ones: list[dict]) -> list[list[str] | None]:
    """Name with its word of address; post, unit and address."""
    honorees = [one["honoree"] for one in ones]
    return [[addressed(one) for one in honorees], unless_empty([post_and_place(one) for one in honorees])]


def by_kinds(of_set: Set, paid: bool | None) -> list[List]:
    """Tờ trình and quyết định tặng; `paid` where one column of money goes for all kinds."""
    lists: list[List] = []
    for kind in KINDS:
        ones = of_set.of_kind(kind)
        honorees = [one["honoree"] for one in ones]
        money = unless_empty([grouped(one.get("money")) for one in honorees])
        if paid is not None:
            money = [grouped(one.get("money")) for one in honorees] if paid else None
        columns = [
            [addressed(one) for one in honorees],
            unless_empty([by_kind(one) for one in honorees]),
            [of(one, "achievement") for one in honorees] if of_set.achieved else None,
            [of_set.award(one) for one in ones] if of_set.several else None,
            money,
        ]
        if ones:
            total = grouped(of_set.money(ones)) if money is not None else None
            lists.append(table(f"{ROMAN[len(lists)]}. {HEADINGS[kind]}", columns, total))
    return lists


def recognised(of_set: Set) -> list[List]:
    """Quyết định công nhận danh hiệu: a list for each title and kind."""
    lists: list[List] = []
    paid = of_set.money() > 0
    for form, name in of_set.names.items():
        for kind in KINDS:
            ones = of_set.of_kind(kind, form)
            honorees = [one["honoree"] for one in ones]
            columns = [
                [addressed(one) for one in honorees],
                unless_empty([by_kind(one) for one in honorees]),
                [of(one, "achievement") for one in honorees] if of_set.achieved else None,
                [grouped(one.get("money")) for one in honorees] if paid else None,
            ]
            if ones:
                title = re.sub(r"^Danh hiệu “(.*)”$", r"\1", name).upper()
                above = f"{ROMAN[len(lists)]}. DANH HIỆU “{title}”"
                lists.append(table(above, columns, grouped(of_set.money(ones)) if paid else None))
    return lists


def minutes(of_set: Set, members: int) -> list[List]:
    refused = [one for one in of_set.frozen["refused"] if one.get("votes")]
    ones = of_set.honorees + refused
    votes = [one["votes"] for one in ones]
    awards = [of_set.award(one) for one in of_set.honorees] + [of(one["honoree"], "award") for one in refused]
    figures = [[str(vote["for"]) for vote in votes], [str(vote["against"]) for vote in votes]]
    return [table(None, [*full(ones), awards, *figures, [share(vote["for"], members) for vote in votes]])]


def notice(of_set: Set) -> list[List]:
    names, _ = full(of_set.honorees)
    units = [post_and_place(one["honoree"]) for one in of_set.honorees]
    return [table(None, [names, units, [of_set.award(one) for one in of_set.honorees]])]


def invitation(of_set: Set) -> list[List]:
    return [table(None, [*full(of_set.honorees), [of_set.award(one) for one in of_set.honorees]])]


def receipt(of_set: Set) -> list[List]:
    units: dict[str, list[dict]] = {}
    for one in of_set.honorees:
        units.setdefault(proposer(one), []).append(one)
    lists = []
    for number, (unit, ones) in enumerate(units.items(), 1):
        money = [grouped(one["honoree"].get("money")) for one in ones]
        columns = [*full(ones), [of_set.award(one) for one in ones], money]
        lists.append(table(f"{number}. {unit}", columns, grouped(of_set.money(ones)), blank=1))
    return lists


def register(of_set: Set, cited: dict[str, str]) -> list[List]:
    """`cited` has the decision of each form that has one."""
    ones = of_set.honorees
    columns = [
        *full(ones),
        [of_set.award(one) for one in ones],
        unless_empty([of(one["honoree"], "achievement") for one in ones]),
        unless_empty([grouped(one["honoree"].get("money")) for one in ones]),
        unless_empty([cited.get(one["form"], "") for one in ones]),
    ]
    return [table(None, columns)]


def sums(of_set: Set, role: str) -> list[int]:
    """The sums that stand in figures and in words, in their order."""
    if role == "register":
        return [of_set.money()]
    if role == "decision" and of_set.money() > 0:
        parts = [of_set.of_kind(kind) for kind in KINDS]
        return [*(of_set.money(part) for part in parts if part), of_set.money()]
    if role == "recognition" and of_set.money() > 0:
        parts = [of_set.of_kind(kind, form) for form in of_set.names for kind in KINDS]
        return [of_set.money(part) for part in parts if part]
    return []
