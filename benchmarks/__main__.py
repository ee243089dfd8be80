"""Measure what a vote costs and print it; the exit code says whether the targets were reached.

Run as `python -m benchmarks`. It takes about a minute and needs nothing but the loopback.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import vote_transaction, votes_over_http
from benchmarks.votes_over_http import AT_ONCE, ROUND_S, ROUNDS

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_THROUGHPUT = 1.5
"""Times the votes a second of a stock bot that keeps nothing."""

MOST_TRANSACTION = 4.0
"""Times the same statements in plain sqlite3."""


async def main() -> int:
    """Measure and print; return 0 when every target was reached, else 1."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        transaction = await vote_transaction.measure(Path(folder))
        print_transaction(transaction)
        http = await votes_over_http.measure(Path(folder))
        print_http(http)
    is_fast = http.throughput_ratio >= LEAST_THROUGHPUT
    is_lean = transaction.ratio <= MOST_TRANSACTION
    print_table(
        ["target", "needed", "measured", ""],
        [
            [
                "votes a second, times a stock bot's",
                f"≥ {LEAST_THROUGHPUT}",
                f"{http.throughput_ratio:.2f}",
                _verdict(is_reached=is_fast),
            ],
            [
                "a vote's transaction, times plain sqlite3",
                f"≤ {MOST_TRANSACTION}",
                f"{transaction.ratio:.2f}",
                _verdict(is_reached=is_lean),
            ],
        ],
    )
    return 0 if is_fast and is_lean else 1


def print_transaction(measured: vote_transaction.Measured) -> None:
    """Print what a vote's transaction costs."""
    print_table(
        ["a vote's transaction, synchronous=FULL", "median µs"],
        [
            ["use case, SQLAlchemy Core, one hop into the thread", f"{measured.ours:.0f}"],
            ["the same statements in plain sqlite3, no thread", f"{measured.plain:.0f}"],
            ["ratio", f"{measured.ratio:.2f}"],
        ],
    )
    print_table(
        ["statements", ""],
        [
            ["of a vote, with its BEGIN and COMMIT", str(len(measured.statements) + 1)],
            ["to recognise who presses, likewise", str(len(measured.recognising) + 1)],
        ],
    )


def print_http(measured: votes_over_http.Measured) -> None:
    """Print what a vote costs end to end, and what else was measured there."""
    head = f"{AT_ONCE} people at once, median of {ROUNDS} rounds of {ROUND_S} s"
    sites = {
        "the family's bot": measured.ours,
        "a stock bot, no database": measured.stock,
        "a bare socket: the sandbox's limit": measured.nothing,
    }
    print_table(
        [head, "votes/s", "p50 ms", "p99 ms", "bot CPU ms/vote"],
        [
            [name, f"{rate:.0f}", f"{p50:.1f}", f"{p99:.1f}", f"{cpu:.2f}"]
            for name, (rate, p50, p99, cpu) in ((name, site.medians()) for name, site in sites.items())
        ]
        + [
            ["family's : stock", f"{measured.throughput_ratio:.2f}×", "", "", f"1 : {measured.cpu_ratio:.2f}"]
        ],
    )
    print_table(
        ["also", ""],
        [
            ["/cart in one's own window, median ms", f"{measured.cart_ms:.1f}"],
            ["/start, median ms", f"{measured.start_ms:.1f}"],
            ["memory of the family's bot, MiB", f"{measured.our_memory:.0f}"],
            ["memory of the stock bot, MiB", f"{measured.stock_memory:.0f}"],
        ],
    )


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table with its columns in line; figures stand to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    for row in (head, rule, *rows):
        first, *others = row
        cells = [first.ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(others, widths[1:], strict=True))]
        print(f"| {' | '.join(cells)} |")
    print(flush=True)


def _verdict(*, is_reached: bool) -> str:
    return "reached" if is_reached else "MISSED"


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
