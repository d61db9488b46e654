"""The manual and the rules as pages that any browser shows without network.

`python -m perf_xl.buttons.pages.html docs/manual.md` writes the manual into the package, its pictures inside.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from perf_xl.law.citation import citation
from perf_xl.messages.say import sentence
from perf_xl.picture.remark import SYMBOLS
from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.guide import parts_of, title_of

MANUAL = Path(__file__).parent / "manual.html"
_STYLE = ("body{font:16px/1.7 'Microsoft YaHei','Noto Sans CJK SC',sans-serif;max-width:52em;margin:2em auto;padding:0 1em;"
          "color:#222}img{max-width:100%;border:1px solid #ccc}code{background:#f2f2f2;padding:0 .3em}"
          "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2em .6em;text-align:left}"
          "h1,h2,h3{line-height:1.3}dt{font-weight:bold}dd{margin:0 0 .4em 1.5em}")
_LINE = re.compile(r"(#{1,4}) +(.*)|(\d+)\. +(.*)|[-*] +(.*)|!\[([^\]]*)\]\(([^)]+)\)\s*$|(\|.*\|)\s*$")
_INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)]+\)")


def page(title: str, body: str) -> str:
    """A whole page."""
    return (f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}</title>'
            f"<style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n")


def rules_page() -> str:
    """Every rule in force: what it looks at, why, how to mend, on which basis."""
    parts = [f"<h1>{sentence('buttons.page_title')}</h1>",
             f"<p>{escape(sentence('buttons.page_note', number=len(all_rules())))}</p>"]
    for rule in all_rules():
        lines = {**parts_of(rule), sentence("show.basis").rstrip("：:"): citation(rule.basis).title}
        listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in lines.items())
        parts.append(f'<h3 id="{rule.code}">{SYMBOLS[rule.severity.value]} {rule.code} {escape(title_of(rule))}</h3><dl>{listed}</dl>')
    return page(sentence("buttons.page_title"), "\n".join(parts))


def manual_page(source: Path) -> str:
    """The manual as a page; pictures are looked up beside the text and put inside."""
    text = source.read_text(encoding="utf-8")
    title = next((line[2:] for line in text.splitlines() if line.startswith("# ")), source.stem)
    return page(title, "\n".join(_blocks(text, source.parent)))


def _blocks(text: str, folder: Path) -> Iterator[str]:
    """Headings, lists, tables, pictures and paragraphs: all that the manual uses of Markdown."""
    open_list = ""
    paragraph: list[str] = []
    for line in [*text.splitlines(), ""]:
        found = _LINE.match(line.strip())
        kind = _list_of(found)
        if open_list and not kind and line.startswith(" ") and not found:
            yield " " + _inline(line.strip())
            continue
        if paragraph and (found or not line.strip()):
            yield f"<p>{'<br>'.join(paragraph)}</p>"
            paragraph = []
        if open_list and kind != open_list:
            yield f"</{open_list}>"
        if kind and kind != open_list:
            yield f"<{kind}>"
        open_list = kind
        if found:
            yield _block(found, folder)
        elif line.strip():
            paragraph.append(_inline(line.strip()))


def _list_of(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    return "ol" if found[3] else "ul" if found[5] else "table" if found[8] else ""


def _block(found: re.Match[str], folder: Path) -> str:
    if found[1]:
        return f"<h{len(found[1])}>{_inline(found[2])}</h{len(found[1])}>"
    if found[7]:
        data = base64.b64encode((folder / found[7]).read_bytes()).decode()
        return f'<p><img alt="{escape(found[6])}" src="data:image/png;base64,{data}"></p>'
    if found[8]:
        cells = [cell.strip() for cell in found[8].strip("|").split("|")]
        return "" if all(set(cell) <= set("-: ") for cell in cells) else \
            "<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in cells) + "</tr>"
    return f"<li>{_inline(found[4] or found[5])}"


def _inline(text: str) -> str:
    """Code and bold; of a link the words remain, for its target is not on the user's computer."""
    done, end = "", 0
    for found in _INLINE.finditer(text):
        done += escape(text[end:found.start()])
        code, bold, link = found.groups()
        done += f"<code>{escape(code)}</code>" if code else f"<b>{escape(bold)}</b>" if bold else escape(link)
        end = found.end()
    return done + escape(text[end:])


if __name__ == "__main__":
    MANUAL.write_text(manual_page(Path(sys.argv[1])), encoding="utf-8", newline="\n")
