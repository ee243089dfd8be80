from __future__ import annotations

import pytest

from sandbox import html
from sandbox.validate import Refused


def entity(kind: str, offset: int, length: int, **more: object) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>Молоко</b>", "Молоко", [entity("bold", 0, 6)]),
        ("<STRONG>a</StRoNg>", "a", [entity("bold", 0, 1)]),
        ("🛒 <i>🥛</i>", "🛒 🥛", [entity("italic", 3, 2)]),
        ("<u>a</ins></u>", None, None),
        ("<s>a</s><del>b</del>", "ab", [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1)]),
        ("<b><i>a</></>", "a", [entity("italic", 0, 1), entity("bold", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        ("<b ></b>x", "x", []),
        ('<b onclick="x" data-a=1>a</b>', "a", [entity("bold", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        (
            '<a href="https://a.ru?x=1&amp;y=2">a</a>',
            "a",
            [entity("text_link", 0, 1, url="https://a.ru/?x=1&y=2")],
        ),
        ("<a>a.ru</a>", "a.ru", [entity("text_link", 0, 4, url="http://a.ru/")]),
        ('<a href="nonsense">a</a>', "a", []),
        ('<a href="tg://user?id=1001">a</a>', "a", [entity("text_mention", 0, 1, user={"id": 1001})]),
        ('<pre><code class="language-py">a</code></pre>', "a", [entity("pre", 0, 1, language="py")]),
        ('<code class="language-py">a</code>', "a", [entity("code", 0, 1)]),
        ("<pre>a</pre>", "a", [entity("pre", 0, 1)]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
        ("&lt;&gt;&amp;&quot;&#1073;&#x431;", '<>&"бб', []),
        ("&nbsp; & &apos; &#0; &lt &copy;", "&nbsp; & &apos; &#0; < &copy;", []),
    ],
)
def test_tags_become_entities(
    source: str, text: str | None, entities: list[dict[str, object]] | None
) -> None:
    if text is None:
        with pytest.raises(Refused):
            html.parse(source)
    else:
        assert html.parse(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("a<br/>", 'Unsupported start tag "br/" at byte offset 1'),
        ("2 < 3", None),
        ("2 < 3>", 'Unsupported start tag "" at byte offset 2'),
        ("я<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("🛒<x>", 'Unsupported start tag "x" at byte offset 4'),
        ("a<b", "Unclosed start tag at byte offset 1"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<i>a</b>", 'Unmatched end tag at byte offset 4, expected "</i>", found "</b>"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b =1>a</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href=http://x>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<tg-emoji emoji-id="x">👍</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_wrong_html_is_refused_in_the_words_of_tdlib(source: str, complaint: str | None) -> None:
    with pytest.raises(Refused) as caught:
        html.parse(source)
    assert caught.value.code == 400
    # A bare "<" before a space is a start tag with an empty name.
    expected = complaint or 'Unsupported start tag "" at byte offset 2'
    assert caught.value.description == f"Bad Request: can't parse entities: {expected}"


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(Refused, match="unmatched surrogate"):
        html.parse("&#xD83D;")


def test_a_text_without_tags_is_left_alone() -> None:
    assert html.parse("Молоко > хлеб") == ("Молоко > хлеб", [])
