"""Drop-downs of a live Calc document behind xlwings' DataValidation."""

from __future__ import annotations

from typing import Any

from perf_xl.hosts.calc.office import load_uno

_OPERATORS = {"between": "BETWEEN", "greater_than_or_equal": "GREATER_EQUAL", "less_than_or_equal": "LESS_EQUAL"}
_TYPES = {"LIST": 3, "DECIMAL": 2, "ANY": 0}            # LibreOffice's ValidationType -> Excel's
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

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        """Allow the values of a defined name, or of a list of texts."""
        validation = self.of.cells.Validation
        validation.Type = load_uno().Enum("com.sun.star.sheet.ValidationType", "LIST")
        validation.ShowList = 1 if in_cell_dropdown else 0
        validation.setFormula1(";".join(f'"{text}"' for text in source) if isinstance(source, list) else source.name)
        self.of.cells.Validation = validation


    def set_rule(self, kind: str, operator: str | None, formula1: str, formula2: str | None) -> None:
        """A bound on numbers. Raises NotImplementedError for other kinds."""
        if kind != "decimal" or operator not in _OPERATORS:
            raise NotImplementedError(kind)
        uno = load_uno()
        validation = self.of.cells.Validation
        validation.Type = uno.Enum("com.sun.star.sheet.ValidationType", "DECIMAL")
        validation.setOperator(uno.Enum("com.sun.star.sheet.ConditionOperator", _OPERATORS[operator]))
        validation.setFormula1(formula1.removeprefix("="))
        validation.setFormula2((formula2 or "").removeprefix("="))
        self.of.cells.Validation = validation


class NativeValidation:
    """The members of Excel's Validation object which the host uses."""

    _of: Any

    def __init__(self, of: Any) -> None:
        object.__setattr__(self, "_of", of)

    @property
    def Type(self) -> int:
        return _TYPES[self._of.cells.Validation.Type.value]

    def Delete(self) -> None:
        validation = self._of.cells.Validation
        validation.Type = load_uno().Enum("com.sun.star.sheet.ValidationType", "ANY")
        self._of.cells.Validation = validation

    def Modify(self, Type: int, AlertStyle: int) -> None:
        self._change("ErrorAlertStyle", load_uno().Enum("com.sun.star.sheet.ValidationAlertStyle", _STYLES[AlertStyle]))

    def __setattr__(self, name: str, value: Any) -> None:
        self._change({"ErrorTitle": "ErrorTitle", "ErrorMessage": "ErrorMessage", "ShowError": "ShowErrorMessage"}[name],
                     value)

    def _change(self, name: str, value: Any) -> None:
        validation = self._of.cells.Validation
        setattr(validation, name, value)
        self._of.cells.Validation = validation
