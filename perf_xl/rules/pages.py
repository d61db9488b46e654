"""A rule as a page of the manual, and the catalogue as a table. Markdown; written to docs/rules/ by a command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perf_xl.law.citation import citation
from perf_xl.messages.say import rule_text, sentence
from perf_xl.rules.guide import parts_of
from perf_xl.rules.rule import Rule

# What a case says beside its example.
_NOT_SHOWN = ("why", "field", "row", "cell", "node", "index", "project_no", "severity", "fixed")
_MOST_EXAMPLES = 3


def rule_page(rule: Rule, lang: str = "zh", bad: Sequence[Mapping[str, Any]] = (),
              good: Sequence[Mapping[str, Any]] = ()) -> str:
    """The page of a rule. `bad` and `good` are the first cases of its case file, as read from TOML."""
    parts = [f"# {rule.code} {rule_text(rule.code, 'name', lang, {})}", _facts(rule, lang)]
    if lang == "zh":
        parts += [f"## {title}\n\n{text}" for title, text in parts_of(rule).items()]
    else:
        parts.append(f"## {say('fix', lang)}\n\n{rule_text(rule.code, 'advice', lang, {})}")
    for title, cases in (("bad", bad), ("good", good)):
        if cases:
            parts.append(f"## {say(title, lang)}\n\n" + "\n".join(map(_example, cases[:_MOST_EXAMPLES])))
    return "\n\n".join(parts) + "\n"


def index_page(rules: Sequence[Rule], lang: str = "zh") -> str:
    """All rules as one table, by code."""
    head = [say(column, lang) for column in ("code", "name", "severity", "about", "profiles", "basis")]
    lines = [f"# {say('title', lang)}", "", _row(head), _row(["---"] * len(head))]
    lines += [_row([f"[{rule.code}]({rule.code}.md)", rule_text(rule.code, "name", lang, {}),
                    say(f"is_{rule.severity.value}", lang), say(f"about_{rule.about}", lang), _profiles(rule, lang),
                    citation(rule.basis).short]) for rule in rules]
    return "\n".join(lines) + "\n"


def say(key: str, lang: str) -> str:
    return sentence(f"pages.{key}", lang)


def _facts(rule: Rule, lang: str) -> str:
    basis = citation(rule.basis)
    rows = [("severity", say(f"is_{rule.severity.value}", lang)), ("about", say(f"about_{rule.about}", lang)),
            ("profiles", _profiles(rule, lang)), ("basis", f"{basis.title}（{say(f'trust_{basis.trust}', lang)}）"),
            ("confidence", say("certain", lang) if rule.confidence == 1 else f"{rule.confidence:.0%}"),
            ("short_name", f"`{rule.name}`")]
    return "\n".join(f"- {say(key, lang)}：{text}" if lang == "zh" else f"- {say(key, lang)}: {text}" for key, text in rows)


def _profiles(rule: Rule, lang: str) -> str:
    return "、".join(rule.profiles) or say("every_profile", lang)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _example(case: Mapping[str, Any]) -> str:
    shown = "；".join(_shown(value) for name, value in case.items() if name not in _NOT_SHOWN and _shown(value))
    return f"- {case.get('why', '')}" + (f"：`{shown}`" if shown else "")


def _shown(value: Any) -> str:
    """The texts of an example, in the order of the case file."""
    if isinstance(value, Mapping):
        return " ".join(part for part in map(_shown, value.values()) if part)
    if isinstance(value, list):
        return " / ".join(part for part in map(_shown, value) if part)
    return str(value).replace("\n", "⏎").replace("`", "'") if not isinstance(value, bool) else ""
