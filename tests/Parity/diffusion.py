"""Makes the goldens of harmonic and biharmonic inpainting: 16-bit pictures, with scipy and scikit-image.

    /usr/bin/python3 tests/Parity/diffusion.py
"""
from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import skimage
from scipy import sparse
from scipy.sparse.linalg import spsolve
from skimage.restoration import inpaint_biharmonic

import seeded

FOLDER = Path(__file__).parent / "diffusion"
HEIGHT, WIDTH = 41, 52  # odd and even, so that no level of a pyramid fits by luck


def picture() -> np.ndarray:
    """RGB in 16 bit: waves, an edge and noise, within the middle of the range so that nothing is clipped."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    waves = np.stack([np.sin(x / 7 + k) * np.cos(y / (5 + k)) for k in range(3)], axis=-1)
    edge = (x + 2 * y > 70)[..., None] * np.array([0.2, -0.1, 0.1])
    noise = seeded.uniform("diffusion/noise", (HEIGHT, WIDTH, 3)) - 0.5
    return np.round((0.5 + 0.15 * waves + edge + 0.1 * noise) * 65535).astype(np.uint16)


def masks() -> dict[str, np.ndarray]:
    box, border, lines, large = (np.zeros((HEIGHT, WIDTH), bool) for _ in range(4))
    box[12:29, 9:33] = True
    border[:9, :14] = border[30:, 20:37] = border[10:25, WIDTH - 1:] = True  # a corner, an edge, and a border one pixel wide
    for i in range(30):
        lines[5 + i, 4 + i:7 + i] = True
    lines[::6, 45::3] = lines[3, 10:30] = lines[6, 10:30] = True  # points, and lines that do (3, 5 apart) or do not touch
    large[2:, 3:] = True
    large[20, 20:23] = large[31, 40] = False  # islands in a hole that reaches two borders
    return {"box": box, "border": border, "lines": lines, "large": large}


def harmonic(image: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Each hole pixel is the mean of its neighbours in the image, by a direct solver."""
    index = np.full(mask.shape, -1)
    index[mask] = np.arange(mask.sum())
    matrix, right = sparse.lil_matrix((mask.sum(),) * 2), np.zeros((mask.sum(), 3))
    for (y, x), i in zip(np.argwhere(mask), range(mask.sum())):
        for v, u in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
            if not (0 <= v < HEIGHT and 0 <= u < WIDTH):
                continue
            matrix[i, i] += 1
            if mask[v, u]:
                matrix[i, index[v, u]] -= 1
            else:
                right[i] += image[v, u]
    result = image.copy()
    result[mask] = spsolve(matrix.tocsc(), right)
    return result


def save(name: str, rgb: np.ndarray) -> None:
    levels = np.round(np.clip(rgb, 0, 1) * 65535).astype(np.uint16)
    cv2.imwrite(str(FOLDER / f"{name}.png"), levels[..., ::-1])


def make() -> None:
    FOLDER.mkdir(exist_ok=True)
    image = picture() / 65535
    save("image", image)
    for name, mask in masks().items():
        cv2.imwrite(str(FOLDER / f"mask_{name}.png"), mask.astype(np.uint8) * 255)
        save(f"harmonic_{name}", harmonic(image, mask))
        whole, split = (inpaint_biharmonic(image, mask, split_into_regions=s, channel_axis=-1) for s in (False, True))
        assert abs(whole - split).max() < 1e-9, "regions that do not touch were expected to have nothing to do with each other"
        save(f"biharmonic_{name}", whole)
        print(name, mask.mean(), whole.min(), whole.max())
    print("scikit-image", skimage.__version__)


if __name__ == "__main__":
    make()
