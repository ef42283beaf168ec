"""What an HTML file lacks so that it opens anywhere by itself: a list, in words."""

import lxml.html


def lacks(html: str) -> list[str]:
    page = lxml.html.document_fromstring(html)
    style = page.findtext(".//style") or ""
    asked = {
        "a language": page.get("lang"),
        "a title": (page.findtext(".//title") or "").strip(),
        "a viewport": page.find(".//meta[@name='viewport']") is not None,
        "one main part": len(page.findall(".//main")) == 1,
        "our font in it": style.count("url(data:font/woff2;base64,") == style.count("url(") == 4,
        "a measure": "max-width" in style,
        "all that it shows": not page.xpath("//link|//script|//*[@src][not(starts-with(@src, 'data:'))]"),
    }
    return [what for what, is_there in asked.items() if not is_there]
