"""Paragraphs and runs of Word XML. Text is escaped here and nowhere else."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr


def attribute(value: str) -> str:
    """The value escaped and in quotes."""
    return quoteattr(value)


def run(text: str, style: str | None = None) -> str:
    """A run of inert text; line feeds and tabs as Word's own. Quotes and dashes take the East Asian font."""
    if not text:
        return ""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    body = escape(text).replace("\t", "</w:t><w:tab/><w:t xml:space=\"preserve\">").replace(
        "\n", "</w:t><w:br/><w:t xml:space=\"preserve\">")
    body = f'<w:t xml:space="preserve">{body}</w:t>'.replace('<w:t xml:space="preserve"></w:t>', "")
    return f'<w:r><w:rPr>{look}<w:rFonts w:hint="eastAsia"/></w:rPr>{body}</w:r>'


def paragraph(style: str | None, runs: str, new_page: bool = False, with_next: bool = False, align: str = "") -> str:
    """A paragraph; `style` None leaves it in the template's default."""
    look = ((f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:keepNext/>" if with_next else "")
            + ("<w:pageBreakBefore/>" if new_page else "") + (f'<w:jc w:val="{align}"/>' if align else ""))
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>" if look else f"<w:p>{runs}</w:p>"
