"""A drawing that stands hundreds of times, such as a box to tick, is written into a PDF once. No Django."""

from __future__ import annotations

from typing import Any

from weasyprint.images import SVGImage


class DrawnOnce(SVGImage):
    """WeasyPrint keeps one image for each address, and draws it anew wherever it stands. This draws it into a form of
    the PDF, once for each size, and after that asks for the form by its name."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.forms: dict[tuple[int, float, float], str] = {}

    def draw(self, stream: Any, concrete_width: float, concrete_height: float, style: Any) -> None:
        # Forms are named in the resources of a stream, which all pages of a PDF share.
        place = (id(stream._resources), concrete_width, concrete_height)
        if place not in self.forms:
            form = stream.add_group(0, 0, concrete_width, concrete_height)
            form.extra.pop("Group")  # it hides nothing, so nothing has to be blended
            super().draw(form, concrete_width, concrete_height, style)
            self.forms[place] = form.id
        stream.draw_x_object(self.forms[place])
