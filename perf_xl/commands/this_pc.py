"""What concerns this computer: doctor, and the add-in on it or on another."""

from __future__ import annotations

from argparse import Namespace

from perf_xl.commands.shape import Shape
from perf_xl.commands.told import FINDINGS, OK, tell
from perf_xl.errors import Unusable
from perf_xl.messages.say import sentence


def arguments_doctor(shape: Shape) -> None:
    """Nothing to choose."""


def do_doctor(options: Namespace) -> int:
    from perf_xl.doctor import examine

    answers = examine()
    for answer in answers:
        print(answer.sentence(options.lang))
    return OK if all(answer.good for answer in answers) else FINDINGS


def arguments_addin(shape: Shape) -> None:
    shape.word("action", choices=("install", "remove", "status", "bundle"))
    shape.output(required=False)
    shape.option("--python", "addin_python", dest="python", choices=("3.11", "3.12", "3.13"), default="3.11")
    shape.option("--functions", "addin_functions", action="store_true")
    shape.option("--warm", "addin_warm", action="store_true")


def do_addin(options: Namespace) -> int:
    return {"install": _install, "remove": _remove, "status": _status, "bundle": _bundle}[options.action](options)


def _install(options: Namespace) -> int:
    from perf_xl.addin.install import install
    from perf_xl.addin.places import places

    for path in install(places(), functions=options.functions, warm=options.warm):
        tell(options, "made", path=path)
    print(sentence("addin.installed", options.lang))
    return OK


def _remove(options: Namespace) -> int:
    from perf_xl.addin.install import remove
    from perf_xl.addin.places import places

    gone = remove(places())
    for path in gone:
        print(sentence("addin.gone", options.lang, path=path))
    print(sentence("addin.removed" if gone else "addin.not_there", options.lang))
    return OK


def _status(options: Namespace) -> int:
    """0 where the ribbon will appear and find its Python, else 1."""
    from perf_xl.addin.install import status
    from perf_xl.addin.places import places

    at = places()
    now = status(at)
    key = "not_there" if not now.installed else "older" if not now.current else "in_place"
    print(sentence(f"addin.{key}", options.lang, path=at.xlam))
    if now.installed:
        print(sentence("addin.starts" if now.interpreter_exists else "addin.starts_nothing", options.lang, path=now.interpreter or "—"))
    return OK if now.current and now.interpreter_exists else FINDINGS


def _bundle(options: Namespace) -> int:
    from perf_xl.addin.bundle import bundle

    if options.output is None:
        raise Unusable("addin.bundle_where")
    made = bundle(options.output, options.python)
    size = sum(path.stat().st_size for path in made) / 1_000_000
    print(sentence("addin.bundled", options.lang, folder=options.output, files=len(made), size=f"{size:.0f}", python=options.python))
    return OK
