"""What Bot API methods accept, read off aiogram's own classes, and the table of those that exist here."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from aiogram import methods as aiogram_methods
from aiogram.client.default import Default
from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from sandbox.engine import Engine
    from sandbox.validate import Call

    Handler = Callable[[Engine, Call], object | Awaitable[object]]
    HandlerT = TypeVar("HandlerT", bound=Handler)

Models = tuple[type[BaseModel], ...]
Kind = Literal["string", "integer", "number", "boolean", "json"]
_SCALARS: dict[type, Kind] = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method: how it is read off the wire and which objects may be inside."""

    name: str
    required: bool
    kind: Kind
    models: Models


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Bot API that exists here.

    Attributes:
        honours: The parameters that have an effect.
        needs: The switch of the world without which it does not exist; empty for most.
    """

    name: str
    parameters: dict[str, Parameter]
    honours: frozenset[str]
    needs: str
    run: Handler


METHODS: dict[str, Method] = {}


def method(name: str, *, honours: str = "", needs: str = "") -> Callable[[HandlerT], HandlerT]:
    """Make the decorated function the Bot API method `name`.

    Args:
        name: As Telegram writes it.
        honours: Space-separated parameters the function heeds; others that Telegram knows become lint.
        needs: The field of World that says whether it exists.
    """
    parameters = _parameters(name)
    heeded = frozenset(honours.split())
    if strangers := heeded - parameters.keys():
        raise LookupError(f"{name} has no parameter {', '.join(sorted(strangers))}")

    def register(run: HandlerT) -> HandlerT:
        METHODS[name.lower()] = Method(name, parameters, heeded, needs, run)
        return run

    return register


def unknown_fields(models: Models, value: object, path: str) -> Iterator[str]:
    """Paths of the fields inside `value` that none of `models` has."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from unknown_fields(models, item, f"{path}[{index}]")
    elif isinstance(value, dict) and models:
        known = _fields(models)
        for name, inner in value.items():
            if name not in known:
                yield f"{path}.{name}"
            elif known[name]:
                yield from unknown_fields(known[name], inner, f"{path}.{name}")


def check_object(model: type[BaseModel], value: object) -> list[str]:
    """What is wrong with an object that the sandbox made: aiogram's own complaints and unknown fields."""
    try:
        model.model_validate(value)
    except ValidationError as error:
        return [f"{'.'.join(map(str, issue['loc']))}: {issue['msg']}" for issue in error.errors()]
    return [f"unknown field {path}" for path in unknown_fields((model,), value, model.__name__)]


@cache
def _fields(models: Models) -> dict[str, Models]:
    fields: dict[str, Models] = {}
    for model in models:
        for name, info in model.model_fields.items():
            inner = tuple(kind for kind in variants(info.annotation) if issubclass(kind, BaseModel))
            wire = info.alias or name
            fields[wire] = tuple(dict.fromkeys((*fields.get(wire, ()), *inner)))
    return fields


def _parameters(name: str) -> dict[str, Parameter]:
    described: type[BaseModel] = getattr(aiogram_methods, name[0].upper() + name[1:])
    parameters = {}
    for field_name, info in described.model_fields.items():
        kinds = variants(info.annotation)
        models = tuple(kind for kind in kinds if issubclass(kind, BaseModel))
        kind = "string" if str in kinds else _SCALARS.get(kinds[0], "json")
        if _holds_list(info.annotation):
            kind = "json"
        parameters[field_name] = Parameter(field_name, info.is_required(), kind, models)
    return parameters


def _holds_list(annotation: object) -> bool:
    return get_origin(annotation) is list or any(get_origin(part) is list for part in get_args(annotation))


def variants(annotation: Any) -> tuple[type, ...]:  # noqa: ANN401 - an annotation may be anything
    """The classes an annotation may hold, looked for inside unions, lists and Annotated."""
    if get_origin(annotation) is Annotated:
        return variants(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType, list}:
        return tuple(kind for part in get_args(annotation) for kind in variants(part))
    if alias := getattr(annotation, "__value__", None):
        return variants(alias)
    if annotation in {NoneType, Default} or not inspect.isclass(annotation):
        return ()
    return (annotation,)
