"""Elements of a drawing: escaped, numbers rounded, with words for those who do not see it."""

from __future__ import annotations

from html import escape

from markupsafe import Markup


def element(name: str, *inside: str, **attributes: str | float | int | None) -> str:
    """One element; underscores in names of attributes stand for hyphens, None leaves one out.

    >>> element("rect", x=1.256, width=3, class_="bar")
    '<rect x="1.26" width="3" class="bar"/>'
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        shown = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{escape(shown)}"')
    opened = " ".join(parts)
    return f"<{opened}>{''.join(inside)}</{name}>" if inside else f"<{opened}/>"


def drawing(words: str, width: float, height: float, *inside: str, class_: str) -> Markup:
    """An SVG picture named by ``words``; it scales to the room it has.

    >>> str(drawing("9 killed", 10, 4, element("rect"), class_="strip"))[:38]
    '<svg viewBox="0 0 10 4" role="img" ari'
    """
    made = element(
        "svg", *inside, viewBox=f"0 0 {width:g} {height:g}", role="img", aria_label=words, class_=class_
    )
    return Markup(made)  # noqa: S704 - built from escaped parts only
