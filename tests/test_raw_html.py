"""Pages come out the same whether or not their raw HTML goes through Markdown's parser."""

from __future__ import annotations

import pytest
from generator.publish.raw_html import RawHtml
from lxml import html
from markdown import Markdown

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import plan_routes
from tests.atlas import TODAY


def converted(text: str, *extensions: RawHtml) -> list[tuple[object, ...]]:
    """What a reader meets: tags, attributes and words, whatever the white space."""
    markdown = Markdown(extensions=["attr_list", "toc", *extensions])
    tree = html.fragment_fromstring(markdown.convert(text), create_parent="body")
    return [
        (element.tag, sorted(element.attrib.items()), (element.text or "").split(), (element.tail or "").split())
        for element in tree.iter()
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_pages_stay_the_same(catalog: Catalog, language: str) -> None:
    plan = plan_routes(Facts(catalog, TODAY))
    renderer = Renderer(Facts(catalog, TODAY), plan, templates_folder(), language)
    different = []
    for rendered in renderer.pages():
        text = rendered.markdown.split("---\n", 2)[2]
        if converted(text) != converted(text, RawHtml()):
            different.append(rendered.page.source)
    assert different == []


@pytest.mark.parametrize(
    "text",
    [
        "# A {#a}\n\n<p>b</p>\n\n<ul><li>c</li></ul>\n\ntext *d*\n\n<div>e</div>\n",
        "<pre>\na\n\nb\n</pre>\n\n## C {#c}\n\n- d\n- e",
        "<pre>a</pre> <pre>b\n\nc</pre>\n\n<p>d</p>",
        '<link rel="x">\n\n<div>a</div>\n\n<span>b</span>',
        "",
    ],
)
def test_other_markdown_is_left_alone(text: str) -> None:
    assert converted(text, RawHtml()) == converted(text)


def test_html_is_set_aside_whole() -> None:
    """Else the extension would do nothing, and nobody would notice."""
    markdown = Markdown(extensions=[RawHtml()])
    markdown.convert("# A\n\n<p>b</p>\n\n<ul>\n<li>c</li>\n</ul>\n\n# D")
    assert markdown.htmlStash.rawHtmlBlocks == ["<p>b</p>\n\n<ul>\n<li>c</li>\n</ul>"]
