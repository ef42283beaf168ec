"""What somebody says on the way in, a page after the other, in a round without names."""


def answers(code: object, perspective: object, wording: str = "standard") -> list[tuple[str, dict]]:
    """Each page's address, and the form that it gets."""
    said = {
        "": {"wording": wording},
        "before/": {"answer": "yes"},
        "as/": {"perspectives": perspective},
        "help/": {"how": "alone"},
    }
    return [(f"/join/{code}/{page}", form) for page, form in said.items()]
