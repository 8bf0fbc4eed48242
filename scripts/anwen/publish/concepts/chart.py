"""A bar chart by year as SVG: presentation attributes and classes only, since the policy allows no inline style."""

from __future__ import annotations

from collections.abc import Mapping

from anwen.publish.parts.markup import Html, element, join

_BAR, _GAP, _HEIGHT = 26, 14, 84
_WIDEST = 40  # years side by side; more become spans of several years


def _columns(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """(short label, full label, count) from the first to the last year, without leaving out empty years."""
    years = sorted(int(year) for year in counts if year.isdigit())
    if not years:
        return []
    step = -(-(years[-1] - years[0] + 1) // _WIDEST)
    columns = []
    for first in range(years[0], years[-1] + 1, step):
        last = min(first + step - 1, years[-1])
        count = sum(counts.get(f"{year:04}", 0) for year in range(first, last + 1))
        columns.append((f"{first}", f"{first}年" if first == last else f"{first}—{last}年", count))
    return columns


def years_chart(counts: Mapping[str, int]) -> Html | None:
    """A bar for every year between the first and the last; what has no date (``""``) is counted apart in words."""
    columns = _columns(counts)
    undated = counts.get("", 0)
    words = "，".join(f"{full} {count} 段" for _, full, count in columns if count)
    apart = f"{'另有' if columns else '都'} {undated} 段日期不详。" if undated else ""
    if not columns:
        return element("p", f"谈到它的 {undated} 段都出自日期不详的材料。", class_="aw-note") if undated else None
    most = max(count for _, _, count in columns)
    wide = len(columns) * (_BAR + _GAP) + _GAP
    bars: list[Html] = []
    for n, (short, full, count) in enumerate(columns):
        x = _GAP + n * (_BAR + _GAP)
        tall = max(2, round(_HEIGHT * count / most)) if count else 0
        top = 18 + _HEIGHT - tall
        parts = [
            element("title", f"{full} {count} 段"),
            element("rect", x=str(x), y=str(top), width=str(_BAR), height=str(tall), class_="aw-bar"),
        ]
        if count:
            parts.append(element("text", str(count), x=str(x + _BAR // 2), y=str(top - 5), class_="aw-bar__count"))
        # where years stand close, every fifth has its label
        if len(columns) <= 12 or n % 5 == 0:
            parts.append(element("text", short, x=str(x + _BAR // 2), y=str(_HEIGHT + 36), class_="aw-bar__year"))
        bars.append(element("g", join(parts)))
    line = element("path", d=f"M0 {_HEIGHT + 18.5}H{wide}", class_="aw-bar__line")
    drawing = element(
        "svg",
        *bars,
        line,
        viewBox=f"0 0 {wide} {_HEIGHT + 44}",
        width=str(wide),
        height=str(_HEIGHT + 44),
        role="img",
        aria_label=f"按年份：{words}",
        class_="aw-years",
    )
    caption = element("figcaption", f"{words}。{apart}")
    return element("figure", element("div", drawing, class_="aw-scroll", tabindex="0"), caption, class_="aw-chart")
