"""Which forms a view takes: those that it names, or that functions of views name which it calls."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from types import CodeType, FunctionType

from django.forms.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.urls import ResolverMatch

Form = type[BaseForm]


def forms_of(match: ResolverMatch | None) -> list[Form]:
    """All that there are, where a view names none: it is a library's, or there is no such page."""
    return (named_by(match.func) if match else []) or list(dict.fromkeys(_all_forms()))


def named_by(view: Callable) -> list[Form]:
    """Each once, the view's own first."""
    own = getattr(getattr(view, "view_class", None), "form_class", None)
    return list(dict.fromkeys([*_forms_in(own), *_named_by(inspect.unwrap(view), set())]))


def _named_by(function: object, seen: set) -> Iterator[Form]:
    if not isinstance(function, FunctionType) or function in seen:
        return
    seen.add(function)
    for name in _names(function.__code__):
        each = function.__globals__.get(name)
        yield from _forms_in(each)
        if ".views" in str(getattr(each, "__module__", "")):
            yield from _named_by(inspect.unwrap(each), seen)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


def _forms_in(each: object) -> Iterable[Form]:
    """A form itself, the rows of a formset, or the forms of a table."""
    if isinstance(each, dict):
        return [form for form in each.values() if _is_form(form)]
    if isinstance(each, type) and issubclass(each, BaseFormSet):
        return [each.form]
    return [each] if _is_form(each) else []


def _is_form(each: object) -> bool:
    return isinstance(each, type) and issubclass(each, BaseForm) and hasattr(each, "base_fields")


def _all_forms(parent: Form = BaseForm) -> Iterator[Form]:
    for form in parent.__subclasses__():
        if _is_form(form) and not form.__module__.startswith("django."):
            yield form
        yield from _all_forms(form)
