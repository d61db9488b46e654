"""Writes the rule pages of the manual: `python -m perf_xl.rule_docs tests/cases docs/rules`."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.pages import index_page, rule_page


def pages(cases: Path) -> dict[str, str]:
    """File name and text of every page: one per rule with the examples of its case file, and the index."""
    made = {"README.md": index_page(all_rules())}
    for rule in all_rules():
        data = tomllib.loads((cases / f"{rule.code}.toml").read_text(encoding="utf-8"))
        made[f"{rule.code}.md"] = rule_page(rule, "zh", data.get("bad", ()), data.get("good", ()))
    return made


def main(cases: Path, folder: Path) -> None:
    """Write the pages into a folder of the project."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(cases).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
