"""For whoever writes rules: new-rule drafts the rule, its case file and its messages in a checkout."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from perf_xl.commands.shape import Shape
from perf_xl.commands.told import OK, tell
from perf_xl.errors import Unusable


def arguments_new_rule(shape: Shape) -> None:
    shape.word("family")
    shape.word("rule_name")
    shape.option("--title", "new_title", required=True, metavar="TITLE")
    shape.option("--about", "new_about", default="indicator", metavar="indicator|project|department|waiver")
    shape.option("--severity", "new_severity", default="warning", metavar="error|warning|info")
    shape.option("--basis", "new_basis", default="practice", metavar="ID")
    shape.option("--checkout", "checkout", type=Path, default=Path(), metavar="DIR")


def do_new_rule(options: Namespace) -> int:
    from perf_xl.rules.catalogue import all_rules
    from perf_xl.rules.skeleton import NewRule, drafts, next_code

    code = options.family if options.family[2:].isdigit() else next_code(options.family, (rule.code for rule in all_rules()))
    made = drafts(NewRule(code, options.rule_name, options.title, options.about, options.severity, options.basis))
    if not (options.checkout / "perf_xl" / "rules").is_dir():
        raise Unusable("new_rule.no_checkout", folder=options.checkout.resolve())
    for draft in made:
        if not draft.append and (options.checkout / draft.path).exists():
            raise Unusable("new_rule.exists", path=draft.path)
    for draft in made:
        path = options.checkout / draft.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if draft.append else "x", encoding="utf-8") as file:
            file.write(draft.text)
        tell(options, "made", path=draft.path)
    tell(options, "new_rule", code=code)
    return OK
