"""Results of OpenCV's inpainting, for tests/Classical/FastMarching/OpenCvParityTests.cs.

Run with an interpreter that has OpenCV 4.6 (Debian 12: /usr/bin/python3 with python3-opencv). Pictures go to classical/: an image, its
mask, and for each method the filled holes at all radii, one below the other, with 0 outside of them. Holes are handed to OpenCV filled with
the mean of the known pixels, as ours are before it begins: OpenCV reads the first row and column of an image as the second ones, which may
be hole. classical.json has hashes of results on photographs that are not part of the repository (../shared/data/kodak).
"""
from __future__ import annotations

import hashlib
import json
from pathlib import Path

import cv2
import numpy as np

HERE = Path(__file__).parent
KODAK = HERE.parents[2] / "shared" / "data" / "kodak"
RADII = [3, 5, 10]
METHODS = {"telea": cv2.INPAINT_TELEA, "navier-stokes-fm": cv2.INPAINT_NS}


def irregular(seed: int, height: int, width: int, strokes: int, thickness: int, touching: bool) -> np.ndarray:
    """Strokes and discs of a seed; `touching` adds holes at every side and in a corner. 1 = hole."""
    rng = np.random.default_rng(seed)
    mask = np.zeros((height, width), np.uint8)
    for _ in range(strokes):
        x, y = rng.integers(0, width), rng.integers(0, height)
        for _ in range(3):
            to = int(np.clip(x + rng.integers(-30, 31), 4, width - 5)), int(np.clip(y + rng.integers(-30, 31), 4, height - 5))
            cv2.line(mask, (int(x), int(y)), to, 1, int(rng.integers(1, thickness + 1)))
            x, y = to
        cv2.circle(mask, (int(x), int(y)), int(rng.integers(1, thickness + 1)), 1, -1)
    if touching:
        mask[:5, :7] = mask[:3, width // 2:width // 2 + 9] = mask[-4:, width // 3:width // 3 + 6] = 1
        mask[height // 2:height // 2 + 8, :4] = mask[height // 3:height // 3 + 5, -6:] = 1
    else:
        mask[:4] = mask[-4:] = mask[:, :4] = mask[:, -4:] = 0
    return mask


def leaves(seed: int, height: int, width: int) -> np.ndarray:
    """Discs over discs with a gradient, 8 bit RGB."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    image = np.zeros((height, width, 3))
    for _ in range(150):
        cx, cy, radius = rng.integers(0, width), rng.integers(0, height), 2 + 30 * rng.random() ** 3
        inside = (x - cx) ** 2 + (y - cy) ** 2 <= radius ** 2
        image[inside] = rng.integers(0, 256, 3) + ((x - cx) * rng.normal())[inside, None]
    return np.clip(image + rng.normal(0, 2, image.shape), 0, 255).astype(np.uint8)


def noise(seed: int, height: int, width: int, depth: type) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, np.iinfo(depth).max + 1, (height, width)).astype(depth)


def hidden(image: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The mean of the known pixels in the hole, rounded half up."""
    known = image[mask == 0].astype(np.int64)
    image = image.copy()
    image[mask == 1] = (known.sum(0) + len(known) // 2) // len(known)
    return image


def main() -> None:
    grey = leaves(5, 60, 70)[..., 1]
    cases = {
        "leaves": (leaves(1, 96, 112), irregular(2, 96, 112, 6, 6, touching=False)),
        "borders": (leaves(3, 72, 80), irregular(4, 72, 80, 4, 8, touching=True)),
        "grey": (grey, irregular(6, 60, 70, 4, 5, touching=True)),
        "noise": (noise(7, 40, 48, np.uint8), irregular(8, 40, 48, 3, 6, touching=True)),
        "deep": (grey.astype(np.uint16) * 257 ^ noise(9, 60, 70, np.uint16) >> 8, irregular(10, 60, 70, 4, 5, touching=True)),
    }
    for name, (image, mask) in cases.items():
        cv2.imwrite(str(HERE / "classical" / f"{name}.png"), image[..., ::-1] if image.ndim == 3 else image)
        cv2.imwrite(str(HERE / "classical" / f"{name}-mask.png"), mask * 255)
        for method, flag in METHODS.items():
            results = [cv2.inpaint(hidden(image, mask), mask, radius, flag) for radius in RADII]
            strip = np.concatenate([np.where(mask[..., None] if image.ndim == 3 else mask, result, 0) for result in results])
            cv2.imwrite(str(HERE / "classical" / f"{name}-{method}.png"), strip[..., ::-1] if image.ndim == 3 else strip)

    hashes = []
    for number, path in enumerate(sorted(KODAK.glob("*.png"))[:3]):
        image = cv2.imread(str(path))[..., ::-1]
        height, width = image.shape[:2]
        mask = np.zeros((height, width), np.uint8)
        mask[100 + 20 * number:180, 200:260] = mask[300:304] = mask[:, 500 + number:503 + number] = 1
        for method, flag in METHODS.items():
            for radius in RADII:
                result = cv2.inpaint(hidden(np.ascontiguousarray(image), mask), mask, radius, flag)
                hashes.append({"image": path.name, "number": number, "method": method, "radius": radius,
                               "sha256": hashlib.sha256(result[mask == 1].tobytes()).hexdigest()})
    (HERE / "classical.json").write_text(json.dumps({"opencv": cv2.__version__, "results": hashes}, indent=1) + "\n")


if __name__ == "__main__":
    main()
