#!/usr/bin/env python3
"""Reference values of MS-SSIM and BD-rate for the tests, computed by NumPy and SciPy.

Written from the papers' formulas and independent of rdvae's code: two-dimensional windows instead
of separated ones, planes padded with zeros before they are averaged, SciPy's PCHIP with its own
integral. Prints what MsSsimTest, PiecewiseCubicTest and BdRateTest expect.
"""

import csv
from pathlib import Path

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.signal import convolve2d


def triangle(value, period):
    return np.abs(value % (2 * period) - period)


def noise(count):
    """The upper bits of a linear congruential generator, as in TestPicture."""
    values = np.empty(count, dtype=np.int64)
    state = 1
    for i in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values[i] = state >> 27
    return values


def picture(height, width):
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    smooth = 40 + triangle(x + 7 * c, 60) + triangle(2 * y + x, 45)
    return np.minimum(255, smooth + noise(height * width * 3).reshape(smooth.shape) * (c + 1) // 2)


def coarse(image, step):
    return np.minimum(255, image // step * step + step // 2)


def gaussian():
    distance = np.arange(11) - 5
    row = np.exp(-(distance**2) / (2 * 1.5**2))
    window = np.outer(row, row)
    return window / window.sum()


def ssim_and_contrast(a, b, value_range):
    window = gaussian()

    def mean(values):
        return convolve2d(values, window, mode="valid")

    c1, c2 = (0.01 * value_range) ** 2, (0.03 * value_range) ** 2
    mean_a, mean_b = mean(a), mean(b)
    variance_a = mean(a * a) - mean_a**2
    variance_b = mean(b * b) - mean_b**2
    covariance = mean(a * b) - mean_a * mean_b
    contrast = (2 * covariance + c2) / (variance_a + variance_b + c2)
    luminance = (2 * mean_a * mean_b + c1) / (mean_a**2 + mean_b**2 + c1)
    return (luminance * contrast).mean(), contrast.mean()


def halved(plane):
    pad = [(side % 2, side % 2) for side in plane.shape]
    padded = np.pad(plane, pad)
    rows, columns = (side // 2 * 2 for side in padded.shape)
    padded = padded[:rows, :columns]
    return padded.reshape(rows // 2, 2, columns // 2, 2).mean(axis=(1, 3))


def ms_ssim(a, b, value_range=255):
    """Mean over channels of [height, width, channel]."""
    weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
    values = []
    for channel in range(a.shape[2]):
        plane_a, plane_b = a[..., channel].astype(float), b[..., channel].astype(float)
        value = 1.0
        for scale, weight in enumerate(weights):
            similarity, contrast = ssim_and_contrast(plane_a, plane_b, value_range)
            value *= max(0, similarity if scale == 4 else contrast) ** weight
            plane_a, plane_b = halved(plane_a), halved(plane_b)
        values.append(value)
    return float(np.mean(values))


def bd_rate(anchor, coder):
    curves = []
    for points in (anchor, coder):
        points = sorted(points, key=lambda point: point[1])
        rate, psnr = np.array(points).T
        curves.append((PchipInterpolator(psnr, np.log(rate)), psnr[0], psnr[-1]))
    low, high = max(curve[1] for curve in curves), min(curve[2] for curve in curves)
    means = [curve[0].integrate(low, high) / (high - low) for curve in curves]
    return 100 * np.expm1(means[1] - means[0]), low, high


PUBLISHED = Path(__file__).parents[1] / "test/resources/org/rdvae/evaluation/kodak-published.csv"
# Of the examples in FAU-LMS/bjontegaard, libx265 at several settings.
X265 = [(9487.76, 40.037), (4593.60, 38.615), (2486.44, 36.845), (1358.24, 34.851)]
X265_OTHER = [(9787.80, 40.121), (4469.00, 38.651), (2451.52, 36.970), (1356.24, 34.987)]
X265_HIGH = [(82472.76, 43.825), (26875.24, 41.404), (9487.76, 40.037), (4593.6, 38.615)]
X265_HIGH_OTHER = [(99896.96, 44.731), (33952.04, 41.875), (9787.8, 40.121), (4469.0, 38.651)]


def main():
    for height, width, step in ((176, 192, 16), (176, 192, 64), (161, 203, 32)):
        image = picture(height, width)
        print(f"ms-ssim {height}x{width} step {step}: {ms_ssim(image, coarse(image, step)):.12f}")
    # torchmetrics' documentation: torch.rand([3, 3, 256, 256], generator=manual_seed(42)) against
    # 0.75 times itself is 0.9627; the generator is Mersenne Twister, 24 bits a value.
    bits = np.random.RandomState(42).randint(0, 2**32, 9 * 256 * 256, dtype=np.uint64)
    images = ((bits & 0xFFFFFF) / 2**24).reshape(3, 3, 256, 256).transpose(0, 2, 3, 1)
    values = [ms_ssim(image, 0.75 * image, 1.0) for image in images]
    print(f"ms-ssim torchmetrics example: {np.mean(values):.6f}, first value {images.flat[0]:.4f}")

    pchip = PchipInterpolator([0, 1, 3, 4, 6, 7], [0, 2, 3, 3, 1, 5])
    for low, high in ((0, 7), (0.5, 2.5), (3.2, 3.9), (4.5, 6.75)):
        print(f"pchip integral {low} to {high}: {float(pchip.integrate(low, high)):.12f}")
    limited, flat = PchipInterpolator([0, 1, 3], [0, 4, 1]), PchipInterpolator([0, 1, 2], [0, 1, 11])
    print(f"pchip with a limited end: {float(limited.integrate(0, 3)):.12f}")
    print(f"pchip with a flat end: {float(flat.integrate(0, 2)):.12f}")

    curves = {}
    for row in csv.DictReader(PUBLISHED.read_text().splitlines()):
        point = float(row["bits_per_pixel"]), float(row["psnr"])
        curves.setdefault(row["coder"], []).append(point)
    pairs = {
        "factorised against jpeg": (curves["jpeg"], curves["factorised"]),
        "hyperprior against jpeg": (curves["jpeg"], curves["hyperprior"]),
        "webp against jpeg": (curves["jpeg"], curves["webp"]),
        "factorised against webp": (curves["webp"], curves["factorised"]),
        "hyperprior against webp": (curves["webp"], curves["hyperprior"]),
        "x265": (X265, X265_OTHER),
        "x265 at high rates": (X265_HIGH, X265_HIGH_OTHER),
    }
    for name, (anchor, coder) in pairs.items():
        percent, low, high = bd_rate(anchor, coder)
        print(f"bd-rate {name}: {percent:.10f} over {low} to {high}")


if __name__ == "__main__":
    main()
