"""Hole ratios of LaMa's evaluation masks at 256 px, drawn with OpenCV by the published rules, for tests/Data/MaskPresetTests.cs.

The rules are those of the paper's repository (github.com/advimman/lama, Apache-2.0): random_{thin,medium,thick}_256 with the generator's own
habits (one stroke more than max_times, upper bounds of boxes included, masks above half of the image refused). Only statistics are compared:
the random numbers differ.
"""
from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np

SIZE = 256
COUNT = 20_000
LARGEST = 0.5
QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]

# strokes (fewest, most), stroke width and length (each a base and a range), and boxes (share, most, shortest, longest, margin)
PRESETS = {
    "lama-thin": dict(strokes=(4, 51), width=10, length=40, boxes=None),
    "lama-medium": dict(strokes=(4, 6), width=50, length=100, boxes=(0.3 / 1.3, 5, 10, 50, 0)),
    "lama-thick": dict(strokes=(1, 6), width=100, length=200, boxes=(0.3 / 1.3, 3, 30, 150, 10)),
}


def strokes(rng: np.random.Generator, fewest: int, most: int, width: int, length: int) -> np.ndarray:
    mask = np.zeros((SIZE, SIZE), np.uint8)
    for number in range(rng.integers(fewest, most + 1)):
        x, y = (int(v) for v in rng.integers(0, SIZE, 2))
        for _ in range(rng.integers(1, 6)):
            angle = 0.01 + rng.integers(0, 4)
            angle = angle if number % 2 else 2 * 3.1415926 - angle
            reach = 10 + rng.integers(0, length)
            to_x = int(np.clip(int(x + reach * np.sin(angle)), 0, SIZE))
            to_y = int(np.clip(int(y + reach * np.cos(angle)), 0, SIZE))
            cv2.line(mask, (x, y), (to_x, to_y), 1, int(5 + rng.integers(0, width)))
            x, y = to_x, to_y
    return mask


def boxes(rng: np.random.Generator, most: int, shortest: int, longest: int, margin: int) -> np.ndarray:
    mask = np.zeros((SIZE, SIZE), np.uint8)
    for _ in range(rng.integers(1, most + 1)):
        width, height = rng.integers(shortest, min(longest, SIZE - 2 * margin) + 1, 2)
        left = rng.integers(margin, SIZE - margin - width + 1)
        top = rng.integers(margin, SIZE - margin - height + 1)
        mask[top:top + height, left:left + width] = 1
    return mask


def main() -> None:
    golden = {"quantiles": QUANTILES, "presets": {}}
    for name, preset in PRESETS.items():
        rng = np.random.default_rng(1)
        ratios = []
        while len(ratios) < COUNT:
            if preset["boxes"] and rng.random() < preset["boxes"][0]:
                mask = boxes(rng, *preset["boxes"][1:])
            else:
                mask = strokes(rng, *preset["strokes"], preset["width"], preset["length"])
            ratio = mask.mean()
            if 0 < ratio <= LARGEST:
                ratios.append(ratio)
        golden["presets"][name] = {
            "mean": round(float(np.mean(ratios)), 5),
            "at": [round(float(q), 5) for q in np.quantile(ratios, QUANTILES)],
        }
    Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
