"""Drop-downs of a live Calc document behind xlwings' DataValidation."""

from __future__ import annotations

from typing import Any

from perf_xl.hosts.calc.formulas import to_calc
from perf_xl.hosts.calc.office import load_uno

_OPERATORS = {1: "BETWEEN", 7: "GREATER_EQUAL", 8: "LESS_EQUAL"}
_TYPES = {3: "LIST", 2: "DECIMAL"}                      # Excel's Type -> LibreOffice's ValidationType
_STYLES = {1: "STOP", 2: "WARNING", 3: "INFO"}          # Excel's AlertStyle -> LibreOffice's ValidationAlertStyle


class DataValidation:
    """The validation of one range. `api` carries title and text of the message, as Excel's own object does."""

    def __init__(self, of: Any) -> None:
        self.of = of

    @property
    def api(self) -> NativeValidation:
        return NativeValidation(self.of)

    @property
    def type(self) -> str:
        return str(self.of.cells.Validation.Type.value).lower()

    @property
    def source(self) -> str:
        return str(self.of.cells.Validation.getFormula1())


class NativeValidation:
    """The members of Excel's Validation object which the host uses."""

    _of: Any

    def __init__(self, of: Any) -> None:
        object.__setattr__(self, "_of", of)

    def Add(self, Type: int, AlertStyle: int, Formula1: str, Operator: int = 1, Formula2: str = "") -> None:
        uno = load_uno()
        validation = self._of.cells.Validation
        validation.Type = uno.Enum("com.sun.star.sheet.ValidationType", _TYPES[Type])
        validation.ShowList = 1
        validation.setOperator(uno.Enum("com.sun.star.sheet.ConditionOperator", _OPERATORS[Operator]))
        validation.setFormula1(to_calc(Formula1).removeprefix("="))
        validation.setFormula2(Formula2.removeprefix("="))
        validation.ErrorAlertStyle = uno.Enum("com.sun.star.sheet.ValidationAlertStyle", _STYLES[AlertStyle])
        self._of.cells.Validation = validation

    def Delete(self) -> None:
        validation = self._of.cells.Validation
        validation.Type = load_uno().Enum("com.sun.star.sheet.ValidationType", "ANY")
        self._of.cells.Validation = validation

    def __setattr__(self, name: str, value: Any) -> None:
        self._change({"ErrorTitle": "ErrorTitle", "ErrorMessage": "ErrorMessage", "ShowError": "ShowErrorMessage",
                      "IgnoreBlank": "IgnoreBlankCells"}[name],
                     value)

    def _change(self, name: str, value: Any) -> None:
        validation = self._of.cells.Validation
        setattr(validation, name, value)
        self._of.cells.Validation = validation
