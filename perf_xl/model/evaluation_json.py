"""绩效自评 in the JSON of `dump`: `evaluation` of a project, `marking` of the department. Absent where nothing is filled in."""

from __future__ import annotations

from typing import Any

from perf_xl.model.amount import Amount, MoneyUnit, read_amount
from perf_xl.model.entry import BLANK, Entry, written
from perf_xl.model.evaluation import FUND_ROWS, EvaluationSettings, Fund, Outcome, SelfEvaluation
from perf_xl.model.json_reading import Node

_MONEY = ("initial", "budget", "executed")
_OUTCOME = ("weight", "actual", "by_hand", "reason")
_TEXTS = ("finished", "execution_reason", "achieved", "attachments")


def evaluation_to_json(evaluation: SelfEvaluation | None) -> dict[str, Any]:
    """Amounts in 万元; of the funds only the cells that somebody typed."""
    if evaluation is None or evaluation.is_blank:
        return {}
    funds = {name: {key: getattr(fund, key).text for key in _MONEY if not getattr(fund, key).is_blank}
             for name, fund in zip(FUND_ROWS, evaluation.funds, strict=True)}
    return {"evaluation": {
        **{key: getattr(evaluation, key).text for key in _TEXTS},
        "funds": {name: money for name, money in funds.items() if money},
        "outcomes": [{key: getattr(each, key).text for key in _OUTCOME} for each in evaluation.outcomes]}}


def evaluation_from_json(project: Node) -> SelfEvaluation | None:
    if not project.has("evaluation"):
        return None
    node = project.child("evaluation")
    money = node.child("funds")
    finished, execution_reason, achieved, attachments = (written(node.text(key, "")) for key in _TEXTS)
    outcomes = tuple(Outcome(*(written(each.text(key, "")) for key in _OUTCOME)) for each in node.children("outcomes"))
    return SelfEvaluation(funds=tuple(_fund(money.child(name)) for name in FUND_ROWS), finished=finished,
                          execution_reason=execution_reason, achieved=achieved, outcomes=outcomes, attachments=attachments)


def _fund(node: Node) -> Fund:
    return Fund(*(_amount(node, key) for key in _MONEY))


def _amount(node: Node, key: str) -> Amount:
    return read_amount(written(node.text_or_null(key) or ""), MoneyUnit.WAN)


def marking_to_json(settings: EvaluationSettings) -> dict[str, Any]:
    if settings.profile.is_blank:
        return {}
    numbers = {name: entry.text for name, entry in settings.numbers if not entry.is_blank}
    return {"marking": {"profile": settings.profile.text, **({"numbers": numbers} if numbers else {})}}


def marking_from_json(top: Node) -> EvaluationSettings:
    if not top.has("marking"):
        return EvaluationSettings()
    node = top.child("marking")
    numbers = node.child("numbers").value
    names = numbers if isinstance(numbers, dict) else {}
    held: tuple[tuple[str, Entry], ...] = tuple((name, written(node.child("numbers").text(name))) for name in names)
    profile = node.text("profile", "")
    return EvaluationSettings(written(profile) if profile else BLANK, held)
