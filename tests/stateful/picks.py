"""Who chooses: hypothesis, which can make a failure small, or a seeded generator, which is fast."""

import random
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st


class Pick:
    """Makes every choice of a story out of `number` alone."""

    def number(self, low: int, high: int) -> int:
        raise NotImplementedError

    def one(self, choices: Sequence) -> Any:
        return choices[self.number(0, len(choices) - 1)]

    def chance(self, percent: int) -> bool:
        return self.number(0, 99) >= 100 - percent

    def some(self, choices: Sequence, most: int) -> list:
        """Up to `most` of the choices, each once."""
        left, chosen = list(choices), []
        for _ in range(self.number(min(1, len(left)), min(most, len(left)))):
            chosen.append(left.pop(self.number(0, len(left) - 1)))
        return chosen


class Seeded(Pick):
    """Choices of a generator: the same seed tells the same story."""

    def __init__(self, seed: int):
        self.number = random.Random(seed).randint


class Drawn(Pick):
    """Choices that hypothesis makes, and can make simpler."""

    def __init__(self, source: random.Random):
        self.number = source.randint


def picks() -> st.SearchStrategy[Drawn]:
    return st.randoms(use_true_random=False).map(Drawn)
