"""From a cell's outputs to what a page may hold: text, cleaned HTML, pictures, widgets. Nothing in it can run."""

from __future__ import annotations

import base64
import dataclasses
import re
from typing import TYPE_CHECKING, Any, Literal

import nh3
from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WIDGET = "application/vnd.jupyter.widget-view+json"
_ARIA = {"role", "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden"}
_MORE = _ARIA | {"class", "id", "scope", "lang", "dir"}
_TAGS = nh3.ALLOWED_TAGS | {"section", "figure", "figcaption", "details", "summary"}
_ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "*": _MORE}
_HEADING = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)
_SCHEMES = {"http", "https", "mailto", "data"}
_PICTURES = ("image/png", "image/jpeg", "image/gif")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of a page. ``output`` is the raw one of a widget, which Voilà's own front end draws from."""

    kind: Literal["html", "widget", "text", "picture", "trouble"]
    html: str = ""  # safe markup only
    text: str = ""
    model: str = ""
    output: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def clean(html: str) -> Markup:
    """Keep harmless HTML: no scripts, no styles, no event attributes, no addresses but http, https and mailto."""
    return Markup(  # noqa: S704 - this is where it becomes safe
        nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_filtered, url_schemes=_SCHEMES)
    )


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    # A picture may bring its own bytes; a link to such an address could show a whole page of its own.
    is_data = value.strip().lower().startswith("data:")
    return None if is_data and (tag, attribute) != ("img", "src") else value


def title_of(cells: list[Mapping[str, Any]]) -> str:
    """The first top heading of a notebook's text, without its marks; empty when there is none."""
    for cell in cells:
        found = _HEADING.search(cell["source"]) if cell["cell_type"] == "markdown" else None
        if found:
            return re.sub(r"[*_`]", "", found.group(1))
    return ""


def part_from_markdown(source: str, attachments: Mapping[str, Any] | None = None) -> Part:
    """Markdown as cleaned HTML. Top headings become second ones: the page has its own."""
    renderer = IPythonRenderer(escape=False, attachments=dict(attachments or {}), exclude_anchor_links=True)
    html = MarkdownWithMath(renderer=renderer).render(source)
    return Part(kind="html", html=clean(re.sub(r"(</?)h1\b", r"\1h2", html)))


def without_title(source: str, title: str) -> str:
    """The text without the heading that the page already shows as its own."""
    found = _HEADING.search(source)
    if found is None or re.sub(r"[*_`]", "", found.group(1)) != title:
        return source
    return source[: found.start()] + source[found.end() :]


def parts_of(outputs: list[Mapping[str, Any]]) -> Iterator[Part]:
    """The pieces of a cell's outputs. What went to stderr and errors is for the log, not for the page."""
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream" and output["name"] == "stdout":
            yield Part(kind="text", text=output["text"])
        elif kind in {"display_data", "execute_result"}:
            part = _from_bundle(output["data"], output.get("metadata", {}), output)
            if part is not None:
                yield part


def _from_bundle(data: Mapping[str, Any], meta: Mapping[str, Any], output: Mapping[str, Any]) -> Part | None:
    if WIDGET in data:
        snapshot = clean(data.get("text/html", ""))
        return Part(kind="widget", model=data[WIDGET]["model_id"], html=snapshot, output=output)
    if "text/html" in data:
        return Part(kind="html", html=clean(data["text/html"]))
    if "image/svg+xml" in data:
        return _picture("image/svg+xml", base64.b64encode(data["image/svg+xml"].encode()).decode(), meta)
    for kind in _PICTURES:
        if kind in data:
            return _picture(kind, data[kind].replace("\n", ""), meta)
    if "text/markdown" in data:
        return part_from_markdown(data["text/markdown"])
    text = data.get("text/plain", "")
    return Part(kind="text", text=text) if text and text != "None" else None


def _picture(kind: str, body: str, meta: Mapping[str, Any]) -> Part:
    told = meta.get(kind, meta)
    alt = told.get("alt", "") if isinstance(told, dict) else ""
    source = Markup("<img src='data:{};base64,{}' alt='{}'>").format(kind, body, alt or "Picture without a description")
    return Part(kind="picture", html=source)
