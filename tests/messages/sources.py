"""Reads the source for every sentence that is said to people, so that none is left without its other language."""

import ast
from collections.abc import Iterator
from pathlib import Path

from models.payment import PaymentStatus
from models.subscription import PlanInterval, SubscriptionStatus

__all__ = ["ROOT", "sentences"]

ROOT = Path(__file__).parents[2]
_PLACES = (
    "services",
    "gateways/attachments",
    "gateways/stripe",
    "gateways/razorpay",
    "gateways/providers",
    "schema",
    "resolvers",
    "server/graphql",
    "server/account_page_html.py",
)
_TEXT_OF_CALL = {
    "InvalidInputError": 1,
    "TokentillError.__init__": 1,
    "GenerationFailure": "message",
    "StripeType": "name",
    "RazorpayMethod": "name",
}
"""Calls whose argument, by place or by name, is a sentence or a part of one."""
_FIRST = frozenset(
    {"Phrase", "NotFoundError", "WeakPasswordError", "ModelNotPricedError", "Refusal", "ReviewNotPossibleError"}
)
_CONSTANTS = frozenset({"RETURNED", "_SUGGESTION", "_MESSAGES", "_NAMES", "SENTENCES"})


def sentences() -> dict[str, str]:
    """Every English text or template, with the file that has it. Fails for one that is put together in place."""
    found: dict[str, str] = {}
    for folder in _PLACES:
        place = ROOT / folder
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            name = str(path.relative_to(ROOT))
            for node in _texts(ast.parse(path.read_text("utf-8"))):
                assert not isinstance(node, ast.JoinedStr), f"{name}:{node.lineno}: use a Phrase instead of an f-string"
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
                    found.setdefault(node.value, name)
    for word in (*PaymentStatus, *SubscriptionStatus, *PlanInterval):  # named in a sentence by their values
        found.setdefault(word.value.replace("_", " "), "models")
    return found


def _texts(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _texts_of_call(node)
        elif isinstance(node, ast.ClassDef):
            yield from _message_of_error(node)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value and _assigned(node) & _CONSTANTS:
            yield from node.value.values if isinstance(node.value, ast.Dict) else [node.value]


def _message_of_error(node: ast.ClassDef) -> Iterator[ast.expr]:
    """What a class with a code, which is an error that people are told, passes on as its message."""
    if any("code" in _assigned(each) for each in node.body if isinstance(each, ast.Assign)):
        calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
        for call in calls:
            if ast.unparse(call.func) == "super().__init__":
                yield from call.args[:1]


def _assigned(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _texts_of_call(call: ast.Call) -> Iterator[ast.expr]:
    name = ast.unparse(call.func)
    if name in _FIRST:
        yield from call.args[:1]
    place = _TEXT_OF_CALL.get(name)
    if isinstance(place, int):
        yield from call.args[place : place + 1]
    elif place is not None:
        yield from (keyword.value for keyword in call.keywords if keyword.arg == place)
