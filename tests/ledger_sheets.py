"""Sheets of vouchers as any program might write them: kinds of cells mixed, rows left out, escapes, doubles, odd amounts."""

from __future__ import annotations

from random import Random
from xml.sax.saxutils import escape

from tests.hosts.crafted import parts_of, shared_xml, sheet_xml, zipped
from tests.ledger_files import CODES, HEADER, PROJECTS

_HEADER = (*(text.replace("（元）", "") for text in HEADER), "资金性质")
_AMOUNTS = ("12.5", "1234.56", "0.1", "100", "-7.25", "1.1000000000000001", "0.30000000000000004", "1E+3", "12.345", "99999999.99",
            "123456789012.5", "4.9999999999999998E-2", "1234567.8899999999", "0", "-0.01", "1e400")
_TEXT_AMOUNTS = ("12.50", "1,234.56", "（100.00）", "1.2万元", "-", "abc", " 7.00 ", "12,34.5", "99999999.99", "123456789.01", "¥5")
_SERIALS = ("45000", "45107.5", "45107.999999", "44927", "45292", "20230305", "1", "20231399", "45107.0", "4.5107E4", "99999999")
_TEXT_DAYS = ("2023-03-05", "2023/3/5", "2023年3月5日", "20230305", "2023-03-05 10:00:00", "2022-12-31", "不详", "2023-02-30", "45107")
_ODD_TEXTS = ("办案 &amp; 差旅", "a_x000D_b", "多行\n摘要", "　前后　", "<t/>", "甲", "", "合计", "A\n", "\u200b乙")


class _Writer:
    """Spells cells; `usual` in ten are as one program would write them."""

    def __init__(self, random: Random, usual: float) -> None:
        self._random, self._usual = random, usual
        self.shared: list[str] = []
        self._inline = random.random() < 0.5

    def _odd(self) -> bool:
        return self._random.random() > self._usual

    def text(self, place: str, text: str, style: str = "") -> str:
        text = escape(text) if "&amp;" not in text else text
        kind = self._random.choice(("shared", "inline", "str", "formula")) if self._odd() else ("inline" if self._inline else "shared")
        if kind == "shared":
            self.shared.append(f"<t>{text}</t>" if not self._odd() else f'<r><t xml:space="preserve">{text}</t></r>')
            return f'<c r="{place}"{style} t="s"><v>{len(self.shared) - 1}</v></c>'
        if kind == "inline":
            return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        formula = "<f>A1&amp;B1</f>" if kind == "formula" else ""
        return f'<c r="{place}"{style} t="str">{formula}<v>{text}</v></c>'

    def number(self, place: str, number: str, style: str = "") -> str:
        kind = self._random.choice(("", ' t="n"', ' t="b"', ' t="e"')) if self._odd() else ""
        formula = self._random.choice(("<f>B1</f>", '<f t="shared" si="0"/>', "")) if self._odd() else ""
        value = {' t="b"': "1", ' t="e"': "#N/A"}.get(kind, number)
        return f'<c r="{place}"{style}{kind}>{formula}<v>{value}</v></c>'

    def row(self, number: int, earlier: list[tuple[str, ...]]) -> str:
        random, odd = self._random, self._odd
        cells = (f"ZF{random.randrange(10 ** 6):06d}", f"{random.randrange(44_927, 45_292)}", random.choice(CODES), "",
                 f"{random.randrange(1, 10 ** 7) / 100:.17g}", "支付办案", random.choice(("一般公共预算", "政府性基金", "")))
        if earlier and odd():
            cells = random.choice(earlier)
        earlier.append(cells)
        name, day, code, _, amount, summary, funding = cells
        dated = ' s="3"' if not odd() else random.choice(("", ' s="0"', ' s="1"'))
        spelled = [
            self.number(f"A{number}", random.choice(("123", "007", "1.5", "12345678901234567"))) if odd() else self.text(f"A{number}", name),
            self.text(f"B{number}", random.choice(_TEXT_DAYS)) if odd() else self.number(f"B{number}", random.choice(_SERIALS) if odd() else day, dated),
            self.text(f"C{number}", random.choice((code.lower(), f" {code}", "没有", "")) if odd() else code),
            self.text(f"D{number}", PROJECTS[code]),
            (self.text(f"E{number}", random.choice(_TEXT_AMOUNTS)) if odd()
             else self.number(f"E{number}", random.choice(_AMOUNTS) if odd() else amount, ' s="3"' if odd() and odd() else "")),
            self.text(f"F{number}", random.choice(_ODD_TEXTS) if odd() else summary),
            self.number(f"G{number}", "1") if odd() and odd() else self.text(f"G{number}", funding)]
        if odd():
            del spelled[random.randrange(len(spelled))]
        if odd():
            spelled[random.randrange(len(spelled))] = ""
        return f'<row r="{number}" spans="1:7">' + "".join(spelled) + "</row>"


def odd_book(seed: int) -> bytes:
    """A workbook of vouchers; the same seed makes the same one."""
    return zipped(odd_parts(Random(seed)))


def odd_parts(random: Random, rows: int = 60) -> dict[str, bytes]:
    """Its parts."""
    writer = _Writer(random, random.choice((0.999, 0.98, 0.9, 0.6)))
    unit = random.choice(("元", "元", "万元"))
    lines = [f'<row r="1"><c r="A1" t="inlineStr"><is><t>单位：{unit}</t></is></c></row>',
             '<row r="2">' + "".join(writer.text(f"{chr(65 + at)}2", text) for at, text in enumerate(_HEADER)) + "</row>"]
    earlier: list[tuple[str, ...]] = []
    number = 2
    for _ in range(rows):
        number += 1 if random.random() < 0.97 else random.randrange(2, 6)
        lines.append(writer.row(number, earlier))
        if random.random() < 0.01:
            lines.append(random.choice(("<!-- by hand -->", "\n", f'<row r="{number + 1}"/>')))
            number += 1
    sheet = sheet_xml("".join(lines), after='<pageMargins left="1"/>')
    parts = parts_of({"支出": sheet}, shared_xml(*writer.shared))
    return {name: text.encode() if isinstance(text, str) else text for name, text in parts.items()}
