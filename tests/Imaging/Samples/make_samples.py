"""Writes the samples beside it: a drawn picture, and what Pillow makes of it.

Run once with Pillow 9.4 and NumPy (Debian 12: python3-pil, python3-numpy); the results are committed.
"""
import pathlib

import numpy
from PIL import Image, ImageDraw

FOLDER = pathlib.Path(__file__).parent
WIDTH, HEIGHT = 45, 38  # no multiples of 8 or 16: partial JPEG blocks


def picture():
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [255 * x / WIDTH, 255 * y / HEIGHT, 127 + 120 * numpy.sin(x * y / 90)]
    image = Image.fromarray(numpy.stack(planes, axis=2).astype(numpy.uint8))
    draw = ImageDraw.Draw(image)
    draw.ellipse((6, 5, 24, 22), fill=(250, 240, 20))
    draw.polygon([(30, 8), (42, 33), (18, 30)], fill=(20, 30, 160))
    draw.line((2, 35, 43, 3), fill=(255, 255, 255))
    return image


def resize(image, size, kernel):
    """In float: on 8-bit images Pillow also rounds and clips between its two passes."""
    planes = [numpy.asarray(band.convert("F").resize(size, kernel)) for band in image.split()]
    return Image.fromarray(numpy.clip(numpy.stack(planes, axis=2) + 0.5, 0, 255).astype(numpy.uint8))


def main():
    image = picture()
    image.save(FOLDER / "picture.png", optimize=True)
    image.convert("L").save(FOLDER / "luma.png", optimize=True)

    jpegs = {
        "colour-420": (image, {"quality": 90, "subsampling": "4:2:0"}),
        "colour-422-progressive": (image, {"quality": 85, "subsampling": "4:2:2", "progressive": True}),
        "grey": (image.convert("L"), {"quality": 90}),
        "cmyk": (image.convert("CMYK"), {"quality": 95}),
    }
    for name, (source, options) in jpegs.items():
        source.save(FOLDER / f"{name}.jpg", **options)
        decoded = Image.open(FOLDER / f"{name}.jpg")
        decoded = decoded if decoded.mode == "L" else decoded.convert("RGB")
        decoded.save(FOLDER / f"{name}.decoded.png", optimize=True)

    filters = Image.Resampling
    for name in ("NEAREST", "BOX", "BILINEAR", "BICUBIC", "LANCZOS"):
        for size in ((17, 13), (61, 50)):
            resize(image, size, filters[name]).save(FOLDER / f"resize-{name.lower()}-{size[0]}x{size[1]}.png", optimize=True)


if __name__ == "__main__":
    main()
