#!/usr/bin/env python3
"""Bits per dimension of general compressors on the images of an idx file.

    png-bits.py t10k-images-idx3-ubyte.gz

One PNG for each image (filters by the usual heuristic, zlib level 9, 57 bytes of chunks around the data), and gzip,
bzip2 and xz over all pixels at once. Needs nothing but Python 3.
"""
import bz2, gzip, lzma, struct, sys, zlib


def paeth(a, b, c):
    p = a + b - c
    return min((a, b, c), key=lambda v: abs(p - v))


def png_size(image, height, width):
    data, above = bytearray(), bytes(width)
    for y in range(height):
        row = image[y * width : (y + 1) * width]
        left, corner = bytes(1) + row[:-1], bytes(1) + above[:-1]
        guesses = [
            bytes(width),
            left,
            above,
            bytes((a + b) >> 1 for a, b in zip(left, above)),
            bytes(paeth(a, b, c) for a, b, c in zip(left, above, corner)),
        ]
        filtered = [bytes((v - g) & 255 for v, g in zip(row, guess)) for guess in guesses]
        best = min(range(5), key=lambda i: sum(min(v, 256 - v) for v in filtered[i]))
        data += bytes([best]) + filtered[best]
        above = row
    return 57 + len(zlib.compress(bytes(data), 9))


content = (gzip.open if sys.argv[1].endswith(".gz") else open)(sys.argv[1], "rb").read()
magic, count, height, width = struct.unpack(">IIII", content[:16])
assert magic == 0x803, "expected an idx file of grey images"
pixels, size = content[16:], height * width
png = sum(png_size(pixels[i * size : (i + 1) * size], height, width) for i in range(count))
sizes = {
    "png": png,
    "gzip -9": len(gzip.compress(pixels, 9)),
    "bzip2 -9": len(bz2.compress(pixels, 9)),
    "xz -9e": len(lzma.compress(pixels, preset=9 | lzma.PRESET_EXTREME)),
}
for name, length in sizes.items():
    print(f"{name:9s} {8 * length / len(pixels):.3f}")
