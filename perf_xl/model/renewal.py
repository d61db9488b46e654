"""待换编码: the mark in front of last year's project code until the new year's code is known.

>>> marked_for_renewal("13060023P00001310002D")
'待换13060023P00001310002D'
>>> code_to_renew("待换 13060023P00001310002D")
'13060023P00001310002D'
>>> code_to_renew("13060023P00001310002D")
''
"""

from __future__ import annotations

MARK = "待换"


def marked_for_renewal(code: str) -> str:
    """The code with the mark, which no system takes for a code."""
    return code if code_to_renew(code) or code == MARK else f"{MARK}{code}"


def code_to_renew(text: str) -> str:
    """Last year's code behind the mark; '' where there is no mark or no code behind it."""
    return text.removeprefix(MARK).strip() if text.startswith(MARK) else ""
