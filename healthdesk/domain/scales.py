"""From the unit values are stored in to the one they are told in."""

from __future__ import annotations

from dataclasses import dataclass

from healthdesk.domain import units
from healthdesk.domain.health_types import HealthType

# What is worked out from many values has more true digits than each of them; what was
# converted on the way in and is converted back has no more than was stored.
FIGURE_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Scale:
    """Canonical values of a type in one of its units, the noise of the arithmetic rounded
    away. Units differ by a factor and a shift (°C and °F)."""

    kind: HealthType
    unit: str

    def value(self, value: float) -> float:
        """Of a reading or a total."""
        return units.canonical(value if self.canonical else self._at(value))

    def figure(self, value: float) -> float:
        """Of what is worked out from several: a mean, a percentile, a forecast."""
        if self.canonical:
            return _rounded(value)
        return self.value(value)

    def difference(self, value: float) -> float:
        """Of two values, or their spread: the shift drops out."""
        if self.canonical:
            return _rounded(value)
        return _rounded(value * (self._at(1.0) - self._at(0.0)))

    @property
    def line(self) -> tuple[float, float]:
        """Factor and shift, for many values at once: `value * factor + shift`."""
        return (1.0, 0.0) if self.canonical else (self.difference(1.0), self.value(0.0))

    @property
    def canonical(self) -> bool:
        """Whether values are told as they are stored."""
        return self.unit == self.kind.unit

    @property
    def from_zero(self) -> bool:
        """Whether 0 means nothing at all in this unit, so that shares of a value mean
        something; degrees begin anywhere."""
        return not self.unit.startswith("°")

    def _at(self, value: float) -> float:
        return units.convert(value, self.kind.unit, self.unit, self.kind.slug)


def _rounded(value: float) -> float:
    value = float(value)  # limits of types may be whole numbers
    if -1e11 < value < 1e11 and value.is_integer():
        return value + 0.0
    return float(f"{value:.{FIGURE_DIGITS}g}") + 0.0
