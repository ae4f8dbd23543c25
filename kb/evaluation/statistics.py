"""Bootstrap intervals and paired tests, by SciPy, with a fixed seed so that the same figures give the same text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_Array = npt.NDArray[np.float64]

SEED = 0
RESAMPLES = 5_000
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """The mean of ``count`` questions and the bounds of its 95 % bootstrap interval."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more the second configuration reaches, with the bounds of the 95 % bootstrap interval.

    ``p`` is the probability of a difference as large by chance; ``count`` questions have the measure in at least one.
    """

    value: float
    low: float
    high: float
    p: float
    count: int


def interval(values: Sequence[float]) -> Interval:
    """The mean with its percentile interval (Efron and Tibshirani 1993, chapter 13); questions are drawn anew.

    Equal values, and a single one, have no spread that could be drawn from: both bounds are the mean.
    """
    mean = float(np.mean(values))
    low, high = _bounds((np.asarray(values, dtype=float),), _mean) if np.ptp(values) > 0 else (mean, mean)
    return Interval(mean, low, high, len(values))


def difference(first: Sequence[float], second: Sequence[float]) -> Difference:
    """The mean of the second less that of the first, with the two-sided paired randomisation test.

    A measure that does not apply to a question is NaN there, in one of them or in both. Questions are drawn anew for
    the interval, and the two configurations change places in the test. Source: Smucker, Allan and Carterette, A
    comparison of statistical significance tests for information retrieval evaluation, CIKM 2007.
    """
    from scipy.stats import permutation_test

    pairs = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    value, count = float(_gain(*pairs)), int(np.sum(~np.isnan(pairs[0]) | ~np.isnan(pairs[1])))
    if np.array_equal(*pairs, equal_nan=True):
        return Difference(0.0, 0.0, 0.0, 1.0, count)
    test = permutation_test(
        pairs,
        _gain,
        permutation_type="samples",
        vectorized=True,
        n_resamples=RESAMPLES,
        rng=np.random.default_rng(SEED),
    )
    low, high = _bounds(pairs, _gain) if len(first) > 1 else (value, value)
    return Difference(value, low, high, float(test.pvalue), count)


def _gain(first: _Array, second: _Array, axis: int = -1) -> Any:
    return _mean(second, axis) - _mean(first, axis)


def _mean(values: _Array, axis: int = -1) -> Any:
    """The mean of what is not NaN; 0 where nothing is."""
    return np.nansum(values, axis=axis) / np.maximum(1, np.sum(~np.isnan(values), axis=axis))


def _bounds(samples: tuple[_Array, ...], statistic: Callable[..., Any]) -> tuple[float, float]:
    from scipy.stats import bootstrap

    found = bootstrap(
        samples,
        statistic,
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return float(found.low), float(found.high)
