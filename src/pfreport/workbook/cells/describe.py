"""What a column says of itself in words: its type, what blank means, what is allowed."""

from __future__ import annotations

from pfreport.kinds import Kind
from pfreport.model.columns import Column
from pfreport.settings import Setting

TYPES = {
    Kind.ID: "an ID",
    Kind.IDS: "IDs, separated by , or ;",
    Kind.CURRENCY: "a currency code (ISO 4217)",
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "text, over several lines where it helps",
    Kind.DATE: "a date",
    Kind.MONTH: "a month: any date in it, or 2026-10",
    Kind.MONEY: "an amount of money",
    Kind.FRACTION: "a percentage: 45% or 0.45",
    Kind.NUMBER: "a number",
    Kind.INTEGER: "a whole number",
    Kind.YES_NO: "Yes or No",
    Kind.ONE_OF: "one of a list",
    Kind.IMPACT: "a word or a number",
    Kind.JUDGEMENT: "text: a number, a fraction such as 1/3, or words",
    Kind.LIMIT: "a number; percentages as 5% or 0.05",
}


def type_of(declared: Column | Setting) -> str:
    """The type in words, with its bounds and the words it allows."""
    if declared.kind is Kind.ONE_OF:
        return "one of " + ", ".join(declared.words)
    if isinstance(declared, Column) and declared.refers:
        return (
            TYPES[declared.kind] + " of the sheet " + " or ".join((declared.refers, *declared.also))
        )
    return TYPES[declared.kind] + _bounds(declared)


def blank_means(column: Column) -> str:
    """What an empty cell means."""
    if column.key and column.blank is None:
        return "must be filled in every row"
    if column.blank is not None:
        return shown(column.blank)
    return "not known, with a warning" if column.required else "not known"


def shown(value: object) -> str:
    """A default or a bound as somebody would type it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return ", ".join(map(shown, value)) or "none"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def comment(column: Column) -> str:
    """The note on a heading: help, type, what blank means, other headings it is known by."""
    lines = [column.help, f"Type: {type_of(column)}.", f"Blank: {blank_means(column)}."]
    if column.aliases:
        lines.append("Also known as: " + ", ".join(column.aliases) + ".")
    return "\n".join(lines)


def _bounds(declared: Column | Setting) -> str:
    as_typed = (lambda bound: f"{bound:.0%}") if declared.kind is Kind.FRACTION else shown
    low, high = declared.low, declared.high
    if low is not None and high is not None:
        return f", from {as_typed(low)} to {as_typed(high)}"
    if low is not None:
        return (
            f", {as_typed(low)} or more"
            if low >= 1
            else ", not negative"
            if low == 0
            else ", above 0"
        )
    return ""
