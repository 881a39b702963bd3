"""The outlines of the symbols: how far each reaches, and its corners."""

from math import sqrt

from paraf.procedure.flow import Kind

SHOULDER = 0.16
"""Where the sides of a connector end and its point begins, as a share of its height below its
middle."""


def below(kind: Kind, width: float, height: float, dx: float) -> float:
    """Return how far below its middle a symbol reaches, `dx` beside the middle."""
    half, share = height / 2, 1 - abs(dx) / (width / 2)
    if kind is Kind.DECISION:
        return half * share
    if kind is Kind.CONNECTOR:
        return height * SHOULDER + (half - height * SHOULDER) * share
    if kind is Kind.TERMINATOR:
        over = max(0.0, abs(dx) - (width / 2 - half))
        return sqrt(half * half - over * over)
    return half


def above(kind: Kind, width: float, height: float, dx: float) -> float:
    """Return how far above its middle a symbol reaches, `dx` beside the middle."""
    return height / 2 if kind is Kind.CONNECTOR else below(kind, width, height, dx)


def beside(kind: Kind, width: float, height: float, dy: float) -> float:
    """Return how far beside its middle a symbol reaches, `dy` below the middle."""
    half = width / 2
    if kind is Kind.DECISION:
        return half * (1 - abs(dy) / (height / 2))
    if kind is Kind.CONNECTOR and dy > height * SHOULDER:
        return half * (height / 2 - dy) / (height / 2 - height * SHOULDER)
    if kind is Kind.TERMINATOR:
        radius = height / 2
        return half - radius + sqrt(radius * radius - dy * dy)
    return half


def corners(kind: Kind, width: float, height: float) -> tuple[tuple[float, float], ...]:
    """Return the corners of a decision or connector around its middle."""
    x, y, shoulder = width / 2, height / 2, height * SHOULDER
    if kind is Kind.DECISION:
        return ((0, -y), (x, 0), (0, y), (-x, 0))
    return ((-x, -y), (x, -y), (x, shoulder), (0, y), (-x, shoulder))
