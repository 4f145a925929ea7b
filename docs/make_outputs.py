"""Write what the verbs print about the demo's invented company into docs/operations.md: `python docs/make_outputs.py`.

Each block between `<!-- output: NAME -->` and `<!-- /output -->` is replaced. The demo's week is the same in each run, and so is
what is said of it.
"""

from __future__ import annotations

import io
import logging
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from rich.console import Console

from integration.console.backtested import answer_data, diff_data
from integration.console.backtested_page import print_backtest
from integration.console.demo import DemoResult, run_demo
from integration.console.explained import explanation_data
from integration.console.explained_page import print_explanation
from integration.console.undoing import undo_data, undo_in_lines
from integration.engine.explain import explain_ticket
from integration.engine.undoing import plan_undo
from integration.replay.backtest import run_backtest
from integration.store.undoing import Asked

PAGE = Path(__file__).parent / "operations.md"
_BLOCK = re.compile(r"(<!-- output: (\w+) -->\n).*?(<!-- /output -->)", re.DOTALL)
_WIDTH = 116


def main() -> None:
    """Run the demo, and write each block anew."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with tempfile.TemporaryDirectory() as folder:
        result, sandbox = run_demo(Path(folder), lambda _text, _share: None)
        outputs = _outputs(result)
        result.leads.stop()
        sandbox.stop()
    told = {name: text.replace(sandbox.url, "https://harbourline.example") for name, text in outputs.items()}
    PAGE.write_text(_BLOCK.sub(lambda match: _filled(match, told), PAGE.read_text()))


def _outputs(result: DemoResult) -> Mapping[str, str]:
    account = result.account
    explanation = explain_ticket(account, result.cast.one("abusive"), may_ask=False)
    return {
        "explain": _printed(print_explanation, explanation_data(account.config, explanation)),
        "backtest": _printed(print_backtest, _backtest(result)),
        "undo": _undo(result),
    }


def _backtest(result: DemoResult) -> dict[str, Any]:
    """What the demo's days would be with four handoffs in place of three."""
    account = result.account
    policy = account.config.policies["passed-around"]
    edited = {**account.config.policies, "passed-around": policy.model_copy(update={"max_handoffs": 4})}
    candidate = replace(account, config=account.config.model_copy(update={"policies": edited}))
    end = account.store.load_account().watermark
    begin = end - timedelta(days=3)
    answers = run_backtest([account, candidate], account.store, begin, end, lambda _share: None)
    told = [answer_data(answer, "the store") for answer in answers]
    for row, name in zip(told, ("config.toml", "candidate.toml"), strict=True):
        row["file"] = name
    return {"answers": told, "diff": diff_data(*answers)}


def _undo(result: DemoResult) -> str:
    """The plan for what one policy wrote within an afternoon."""
    account = result.account
    now = account.store.load_account().watermark
    asked = Asked(None, "login-trouble", now - timedelta(days=2), None)
    plan = plan_undo(account.store, asked, account.config.policies_in_order, now, note=True)
    data = undo_data(account.store, plan, now, note=True, asked_for=False)
    command = "steadyhand undo --policy login-trouble --since '2 days' --note --yes"
    return "\n".join(undo_in_lines(data, command))


def _printed(show: Callable[[Console, Any], None], data: object) -> str:
    out = io.StringIO()
    show(Console(file=out, width=_WIDTH, color_system=None), data)
    return "\n".join(line.rstrip() for line in out.getvalue().strip("\n").splitlines())


def _filled(match: re.Match[str], outputs: Mapping[str, str]) -> str:
    text = outputs[match[2]]
    return f"{match[1]}```\n{text}\n```\n{match[3]}"


if __name__ == "__main__":
    main()
