"""Makes the golden of the distances between sets of features, with scipy.

    /usr/bin/python3 tests/Parity/distances.py
"""
from __future__ import annotations

from pathlib import Path

import numpy as np
import scipy
from scipy.linalg import sqrtm
from scipy.optimize import minimize

import seeded
import tensorfile


def features(name: str, n: int, dimensions: int) -> np.ndarray:
    """Correlated, of unequal scales, not centred: like those of a network."""
    mix = 2 * seeded.uniform(f"{name}/mix", (dimensions, dimensions)) - 1
    return (seeded.uniform(name, (n, dimensions)) - 0.4) @ mix * np.linspace(0.1, 2, dimensions) + 0.3


def frechet(x: np.ndarray, y: np.ndarray) -> float:
    """Full rank: scipy's general square root. Less: the roots of the eigenvalues of S1 S2 are the singular values of X Y'."""
    apart = ((x.mean(0) - y.mean(0)) ** 2).sum()
    s, t = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    if min(len(x), len(y)) > x.shape[1]:
        root = np.trace(sqrtm(s @ t)).real
    else:
        cross = (x - x.mean(0)) @ (y - y.mean(0)).T / np.sqrt((len(x) - 1) * (len(y) - 1))
        root = np.linalg.svd(cross, compute_uv=False).sum()
    return apart + np.trace(s) + np.trace(t) - 2 * root


def kernel(x: np.ndarray, y: np.ndarray) -> float:
    """The unbiased squared discrepancy, pair by pair."""
    def k(a: np.ndarray, b: np.ndarray) -> float:
        return (a @ b / len(a) + 1) ** 3
    within = [np.mean([k(a, b) for i, a in enumerate(s) for j, b in enumerate(s) if i != j]) for s in (x, y)]
    return sum(within) - 2 * np.mean([k(a, b) for a in x for b in y])


def svm(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The minimum of LinearSVC's objective (squared hinge, C = 1, the intercept regularised), by scipy's minimiser."""
    inputs = np.hstack([np.vstack([x, y]), np.ones((len(x) + len(y), 1))])
    labels = np.concatenate([np.ones(len(x)), -np.ones(len(y))])

    def objective(w: np.ndarray) -> tuple[float, np.ndarray]:
        loss = np.maximum(0, 1 - labels * (inputs @ w))
        return w @ w / 2 + loss @ loss, w - 2 * inputs.T @ (labels * loss)

    found = minimize(objective, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 20000, "ftol": 0, "gtol": 1e-9, "maxfun": 10**6})
    gradient = np.abs(objective(found.x)[1]).max()
    assert gradient < 2e-6, gradient  # strictly convex by 1: so near is the minimum, too
    return found.x


def make() -> None:
    tensors: dict[str, np.ndarray] = {}
    for name, n, m, dimensions in (("full", 90, 70, 16), ("few", 10, 12, 16), ("one_sided", 60, 9, 16)):
        x, y = features(f"{name}.truth", n, dimensions), features(f"{name}.result", m, dimensions) + 0.1
        tensors[f"{name}.frechet"] = np.float64(frechet(x, y))
        tensors[f"{name}.kernel"] = np.float64(kernel(x, y))
        weights = svm(x, y)
        tensors[f"{name}.svm"] = weights
        print(name, {key: float(value) for key, value in tensors.items() if key.startswith(name) and value.ndim == 0})
    tensorfile.write(Path(__file__).parent / "distances.safetensors", tensors, {"scipy": scipy.__version__, "numpy": np.__version__, "precision": "float64"})


if __name__ == "__main__":
    make()
