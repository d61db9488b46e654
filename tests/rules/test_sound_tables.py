"""Sound tables of other departments, both frames, 元 and 万元: no error and no warning."""

from __future__ import annotations

import pytest

from perf_xl.rules.catalogue import all_rules
from perf_xl.rules.engine import run
from perf_xl.rules.finding import Severity
from perf_xl.rules.outcome import Outcome
from tests.case_file import context_of
from tests.rules.sound_tables import SOUND


@pytest.mark.parametrize("name", SOUND)
def test_nothing_to_return(name: str) -> None:
    judgement = run(all_rules(), context_of(SOUND[name]))
    grave = [(each.code, each.project, each.indicator, each.facts) for each in judgement.findings
             if each.severity is not Severity.INFO]
    assert grave == []
    assert not [each for each in judgement.outcomes if each.outcome is Outcome.CRASHED]
