"""Points in the plane whose distances come near wanted ones: multidimensional scaling in plain Python.

Classical scaling (power iteration on the doubly centred squares) gives a start, stress majorisation (SMACOF) a fixed
number of rounds of improvement. Nothing is random; O(rounds x n^2) for n points.
"""

from __future__ import annotations

import math

_ROUNDS = 120
_POWER = 100

Point = tuple[float, float]


def distances(alike: list[list[float]]) -> list[list[float]]:
    """Turn likeness into distance, from a quarter (the most alike pair) to one (the least).

    Roles share little, so the bare 1 - likeness would put all of them at nearly the same distance.
    """
    others = [1 - value for i, row in enumerate(alike) for j, value in enumerate(row) if i != j]
    low, high = min(others), max(others)
    scale = 0.75 / (high - low) if high > low else 0.0
    return [
        [0.0 if i == j else 0.25 + scale * (1 - value - low) for j, value in enumerate(row)]
        for i, row in enumerate(alike)
    ]


def embed(wanted: list[list[float]]) -> list[Point]:
    """Place points in the plane so that their distances come near the wanted ones."""
    n = len(wanted)
    squares = [[-0.5 * value * value for value in row] for row in wanted]
    means = [sum(row) / n for row in squares]
    whole = sum(means) / n
    gram = [[squares[i][j] - means[i] - means[j] + whole for j in range(n)] for i in range(n)]
    axes = []
    for _ in range(2):
        value, vector = _dominant(gram)
        axes.append([math.sqrt(max(value, 0.0)) * part for part in vector])
        gram = [[gram[i][j] - value * vector[i] * vector[j] for j in range(n)] for i in range(n)]
    points = list(zip(*axes, strict=True))
    for _ in range(_ROUNDS):
        points = _majorised(points, wanted)
    return points


def _dominant(matrix: list[list[float]]) -> tuple[float, list[float]]:
    """Find the largest eigenvalue with its vector, by power iteration from a fixed start."""
    n = len(matrix)
    shift = max(
        sum(abs(value) for value in row) for row in matrix
    )  # makes the largest eigenvalue the largest in size too
    vector = [math.cos(1.7 * i + 0.3) for i in range(n)]
    for _ in range(_POWER):
        image = [
            sum(value * part for value, part in zip(row, vector, strict=True)) + shift * vector[i]
            for i, row in enumerate(matrix)
        ]
        length = math.sqrt(sum(part * part for part in image)) or 1.0
        vector = [part / length for part in image]
    value = sum(vector[i] * sum(a * b for a, b in zip(row, vector, strict=True)) for i, row in enumerate(matrix))
    return value, vector


def _majorised(points: list[Point], wanted: list[list[float]]) -> list[Point]:
    """One round of SMACOF with equal weights (Guttman transform)."""
    n = len(points)
    moved = []
    for i, (x, y) in enumerate(points):
        dx = dy = 0.0
        for j, (other_x, other_y) in enumerate(points):
            if i == j:
                continue
            ratio = wanted[i][j] / max(math.hypot(x - other_x, y - other_y), 1e-9)
            dx += other_x + ratio * (x - other_x)
            dy += other_y + ratio * (y - other_y)
        moved.append((dx / n + x / n, dy / n + y / n))
    return moved


def level(points: list[Point]) -> list[Point]:
    """Centre the points, turn their longer axis level and let the first of them lie on the upper left."""
    n = len(points)
    centre = (sum(x for x, _ in points) / n, sum(y for _, y in points) / n)
    moved = [(x - centre[0], y - centre[1]) for x, y in points]
    angle = 0.5 * math.atan2(2 * sum(x * y for x, y in moved), sum(x * x - y * y for x, y in moved))
    turned = [(x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)) for x, y in moved]
    signs = (-1.0 if turned[0][0] > 0 else 1.0, -1.0 if turned[0][1] > 0 else 1.0)
    return [(signs[0] * x, signs[1] * y) for x, y in turned]
