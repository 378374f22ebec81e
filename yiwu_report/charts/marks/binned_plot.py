"""Values that are counted in bins, before layout, and the words of bins in a language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from yiwu_report.charts.axes.ticks import UnitTicks
from yiwu_report.charts.chart_kind import Item, Plot
from yiwu_report.charts.labels import ChartLabels, Phrase
from yiwu_report.charts.marks.value_bins import ValueBin, ValueBins, bins_of, median_of, rounded_ends
from yiwu_report.model.figures import UnitSpec
from yiwu_report.quantity import Interval, plain


class HistogramPhrase(StrEnum):
    """A phrase of histograms, by its key under `ui:`."""

    COUNT = "chart_histogram_count"
    SHARE = "chart_histogram_share"
    PERCENT = "chart_histogram_percent"
    BIN = "chart_histogram_bin"
    MEDIAN = "chart_histogram_median"
    SAYS = "chart_histogram_says"
    SAYS_COUNTED = "chart_histogram_counted"
    NOTE_STEP = "chart_histogram_note_step"
    NOTE_RULE = "chart_histogram_note_rule"
    NOTE_UNSURE = "chart_histogram_note_unsure"
    NOTE_UNBOUNDED = "chart_histogram_note_unbounded"
    NOTE_MISSING = "chart_histogram_note_missing"
    NOTE_PLANNED = "chart_histogram_note_planned"
    KEY_BAND = "chart_key_histogram_band"


@dataclass(frozen=True, slots=True)
class CountedRow:
    """A row that is counted: its interval, None if nothing is published."""

    interval: Interval | None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, eq=False)
class BinWords:
    """Writes bins, and how many of `total` values are in them, in a language."""

    words: ChartLabels
    unit: UnitSpec
    ticks: UnitTicks
    total: int

    def name(self, each: ValueBin) -> str:
        """A bin: "10 to under 20", the last one "90–100"."""
        low, high = self.ticks.words(each.low), self.ticks.words(each.high)
        if each.is_last:
            return self.words.between(low, high)
        return self.words.say(Phrase.CLASS_BETWEEN, low=low, high=high)

    def count(self, each: ValueBin) -> str:
        """How many values a bin has, or from how many certainly to how many possibly."""
        return self.words.between(self.words.count(each.certain), self.words.count(each.possible))

    def share(self, each: ValueBin) -> str:
        """The share of all published values that a bin has."""
        shares = (Decimal(count * 100) / self.total for count in (each.certain, each.possible))
        low, high = (self.percent(share if share == int(share) else share.quantize(Decimal("0.1"))) for share in shares)
        return self.words.between(low, high)

    def percent(self, number: Decimal) -> str:
        """A percentage."""
        return self.words.say(HistogramPhrase.PERCENT, n=self.words.count(plain(number.normalize())))

    def lines(self, each: ValueBin) -> tuple[str, str]:
        """The count and the share of a bin, each with what it is."""
        join, say = self.words.join, self.words.say
        count = join("colon", say(HistogramPhrase.COUNT), self.count(each))
        return count, join("colon", say(HistogramPhrase.SHARE), self.share(each))

    def median(self, median: Interval, step: Decimal) -> str:
        """The median to a hundredth of the step, with its unit, or the two numbers between which it is."""
        finest = Decimal(1).scaleb(step.adjusted() - 2)
        low, high = rounded_ends(median, finest)
        return self.words.say(HistogramPhrase.MEDIAN, n=self.words.exact(low, self.unit, high))


@dataclass(frozen=True)
class HistogramPlot(Plot[CountedRow]):
    """The values. Their bins come from the values of all panels, and depend on the step."""

    words: ChartLabels | None = None
    unit: UnitSpec | None = None

    @cached_property
    def known(self) -> list[Interval]:
        """Of all published values."""
        return [row.interval for row in self.rows if row.interval is not None]

    @cached_property
    def scale(self) -> list[Interval]:
        """The same of all panels."""
        return [row.interval for row in self.scale_rows if row.interval is not None]

    @cached_property
    def median(self) -> Interval | None:
        """Where the median can be."""
        return median_of(self.known) if self.known else None

    def bins(self, step: Decimal | None) -> tuple[ValueBins, tuple[ValueBin, ...]]:
        """The bins of all panels, and the values of this one in them; calculated once, for all widths."""
        if step not in self._bins:
            bins = bins_of(self.scale, step)
            self._bins[step] = bins, bins.counted(self.known)
        return self._bins[step]

    @cached_property
    def _bins(self) -> dict[Decimal | None, tuple[ValueBins, tuple[ValueBin, ...]]]:
        return {}

    @property
    def bin_words(self) -> BinWords | None:
        """Writes its bins."""
        if self.words is None or self.unit is None or self.ticks is None:
            return None
        return BinWords(self.words, self.unit, self.ticks, len(self.known))
