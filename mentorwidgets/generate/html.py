"""A notebook that was run, as one page without scripts: text, cleaned tables and pictures."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mentorwidgets.generate.pages import page

if TYPE_CHECKING:
    from mentorwidgets.generate.paper import Paper

_PICTURES = ("image/png", "image/jpeg", "image/gif")
_MORE = {"class", "id", "scope", "lang", "dir", "role", "aria-label", "aria-labelledby", "aria-describedby"}


def page_of(notebook: Any, paper: Paper) -> bytes:
    """Return a notebook as a page. Code stays out; what strangers wrote is cleaned or escaped."""
    body = "".join(part for cell in notebook.cells for part in _cell(cell))
    name = paper.program.name
    title = str(notebook.metadata.get("title", name))
    return page(f"{name}: {title}", f'<p class="mw-soft">{html.escape(name)}</p>{body}', paper=paper)


def _cell(cell: Mapping[str, Any]) -> Iterator[str]:
    if cell["cell_type"] == "markdown":
        yield _markdown(cell["source"])
    elif cell["cell_type"] == "code":
        for output in cell["outputs"]:
            shown = _output(output)
            if shown:
                yield f'<div class="out">{shown}</div>'


def _output(output: Mapping[str, Any]) -> str:
    kind = output["output_type"]
    if kind == "stream":
        return f"<pre>{html.escape(output['text'])}</pre>" if output["name"] == "stdout" else ""
    if kind == "error":
        return f"<pre>{html.escape(output['ename'])}: {html.escape(output['evalue'])}</pre>"
    return _bundle(output["data"], output)


def _bundle(data: Mapping[str, Any], output: Mapping[str, Any]) -> str:
    if "text/html" in data:
        return clean(data["text/html"])
    if "image/svg+xml" in data:
        return _picture("image/svg+xml", base64.b64encode(data["image/svg+xml"].encode()).decode(), output)
    for name in _PICTURES:
        if name in data:
            return _picture(name, data[name].replace("\n", ""), output)
    if "text/markdown" in data:
        return _markdown(data["text/markdown"])
    return f"<pre>{html.escape(data.get('text/plain', ''))}</pre>"


def clean(markup: str) -> str:
    """Keep harmless HTML: no scripts, styles, event attributes, nor addresses but http, https and mailto."""
    import nh3  # only for pages

    tags = nh3.ALLOWED_TAGS | {"section", "figure", "figcaption", "details", "summary"}
    allowed = {**nh3.ALLOWED_ATTRIBUTES, "*": _MORE}
    return nh3.clean(markup, tags=tags, attributes=allowed, url_schemes={"http", "https", "mailto"})


def _markdown(source: str) -> str:
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return clean(MarkdownWithMath(renderer=renderer).render(source))


def _picture(kind: str, body: str, output: Mapping[str, Any]) -> str:
    told = output.get("metadata", {}).get(kind, {})
    alt = str(told.get("alt", "")) if isinstance(told, Mapping) else ""
    return f'<img src="data:{kind};base64,{html.escape(body)}" alt="{html.escape(alt or "Picture")}">'
