"""Makes the golden of the statistics of reports, with scipy; Holm's correction by its formula.

    /usr/bin/python3 tests/Parity/significance.py
"""
from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import numpy as np
import scipy
from scipy import special, stats

SEED = 5
RESAMPLES = 499
WORD = (1 << 64) - 1


class Stream:
    """The random stream of src/InpaintLab.Core/Randomness: xoshiro256** whose state SplitMix64 derives from seed and name."""

    def __init__(self, seed: int, name: str) -> None:
        self._split = seed
        state = self._next_split()
        for character in name:
            self._split = state ^ ord(character)
            state = self._next_split()
        for part in (0, 0):  # epoch and index
            self._split = state ^ part
            state = self._next_split()
        self._split = state
        self._s = [self._next_split() for _ in range(4)]

    def _next_split(self) -> int:
        self._split = (self._split + 0x9E3779B97F4A7C15) & WORD
        z = self._split
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
        return z ^ (z >> 31)

    def integer(self, below: int) -> int:
        # Values beyond the last whole multiple of `below`, fewer than one in 10^17, would be drawn again.
        s = self._s
        result = (s[1] * 5) & WORD
        result = ((result << 7 | result >> 57) & WORD) * 9 & WORD
        t = (s[1] << 17) & WORD
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = (s[3] << 45 | s[3] >> 19) & WORD
        return result % below


class Draws(np.random.RandomState):
    """Gives scipy's bootstrap the draws of a stream."""

    def __new__(cls, stream: Stream) -> "Draws":
        return super().__new__(cls)

    def __init__(self, stream: Stream) -> None:
        super().__init__(0)
        self.stream = stream

    def randint(self, low, high=None, size=None, dtype=int):  # noqa: ANN001
        assert low == 0
        return np.array([self.stream.integer(high) for _ in range(int(np.prod(size)))]).reshape(size)


def bootstrap(values: np.ndarray, method: str) -> list[float]:
    result = stats.bootstrap((values,), np.mean, n_resamples=RESAMPLES, method=method, vectorized=True, axis=-1,
                             random_state=Draws(Stream(SEED, "bootstrap")))
    return [float(end) for end in result.confidence_interval]


def signed_rank(values: np.ndarray) -> dict[str, object]:
    nonzero = values[values != 0]
    exact = len(nonzero) <= 50 and len(set(np.abs(nonzero))) == len(nonzero)
    test = stats.wilcoxon(nonzero, mode="exact" if exact else "approx", correction=True)
    ranks = stats.rankdata(np.abs(nonzero))
    difference = ranks[nonzero > 0].sum() - ranks[nonzero < 0].sum()
    return {"exact": exact, "statistic": float(test.statistic), "p": float(test.pvalue), "rank_biserial": float(difference / ranks.sum())}


def permutation(values: np.ndarray) -> float:
    """By trying all signs here, and by scipy: both must agree."""
    sums = np.array([np.dot(signs, values) for signs in product((1, -1), repeat=len(values))])
    by_hand = float(np.mean(np.abs(sums) >= abs(values.sum()) * (1 - 1e-12)))
    test = stats.permutation_test((values, np.zeros_like(values)), lambda a, b, axis: np.mean(a - b, axis=axis), permutation_type="samples",
                                  vectorized=True, n_resamples=np.inf)
    assert abs(test.pvalue - by_hand) < 1e-12
    return by_hand


def holm(p: list[float]) -> list[float]:
    """max over the j <= i smallest of min(1, (m - j) p_(j)), j from 0."""
    order = sorted(p)
    return [max(min(1.0, (len(p) - j) * order[j]) for j in range(order.index(value) + p.count(value))) for value in p]


def case(values: np.ndarray) -> dict[str, object]:
    # scipy 1.10's t.ppf is good to 1e-9 only; the inverse of the incomplete beta function to the last digits.
    x = special.betaincinv((len(values) - 1) / 2, 0.5, 0.05)
    half = np.sqrt((len(values) - 1) * (1 / x - 1)) * stats.sem(values)
    ends = (values.mean() - half, values.mean() + half)
    assert np.allclose(ends, stats.t.interval(0.95, len(values) - 1, loc=values.mean(), scale=stats.sem(values)), rtol=0, atol=1e-8)
    result = {
        "values": values.tolist(),
        "t": [float(end) for end in ends],
        "percentile": bootstrap(values, "percentile"),
        "bca": bootstrap(values, "BCa"),
        "wilcoxon": signed_rank(values),
        "dz": float(values.mean() / values.std(ddof=1)),
    }
    if len(values) <= 12:
        result["permutation"] = permutation(values)
    return result


def main() -> None:
    random = np.random.default_rng(7)
    cases = {
        "few": random.normal(0.4, 1, 9),
        "skewed": random.exponential(1, 40) - 0.7,
        "many": random.normal(0.05, 1, 120),
        # Quarters add up without rounding, so that equal means of draws are equal in every order of summation.
        "ties": np.round(4 * random.normal(0.3, 1, 30)) / 4,
        "zeros": np.concatenate([np.zeros(4), random.normal(0.8, 1, 20)]),
        "coarse": np.round(random.normal(0.5, 2, 11)),
    }
    points = [-37.0, -8.0, -3.0, -2.5, -1.0, -1e-3, 0.0, 0.3, 2.4999, 2.5, 6.0]
    p_lists = [[0.01, 0.04, 0.03, 0.005], [0.2, 0.2, 0.9], [1e-6, 0.02, 0.02, 0.7, 0.5]]
    golden = {
        "scipy": scipy.__version__,
        "seed": SEED,
        "resamples": RESAMPLES,
        "cases": {name: case(values) for name, values in cases.items()},
        "normal": [{"z": z, "cdf": float(stats.norm.cdf(z))} for z in points],
        "holm": [{"p": p, "adjusted": holm(p)} for p in p_lists],
    }
    path = Path(__file__).with_name("significance.json")
    path.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
