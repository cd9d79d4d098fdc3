"""The reference of the schema, docs/schema/: a page a subject, made of the schema, `access.py` and `costs.py`."""

from graphql import GraphQLField, GraphQLSchema, build_schema

from codegen.reference_places import Places
from codegen.reference_subjects import COMMON, SUBJECTS, Subject
from codegen.reference_types import anchor, linked, one_line, type_section
from models.api_key import ApiScope
from resolvers.access import ACCESS
from resolvers.access_rows import Access, Keys
from resolvers.costs import COSTS
from services.identity.caller import Caller

__all__ = ["reference", "without_page"]

INDEX = "README"
_INTRODUCTION = """\
# The schema

Every query, mutation and subscription, by subject, and every type, described as the schema itself describes them. Written by
`python -m codegen`. How operations are sent is in [GraphQL](../graphql.md); one for each field, ready to be sent, is in
[codegen/operations](../../codegen/operations).

- What gives “pages of” something takes `first` and `after`, and gives a connection: `edges { cursor node { ... } }` and `pageInfo`.
- What a field costs counts towards what [an operation may cost](../graphql.md#limits).
- Who may have a field of a type, where it is not everybody who gets the type, is in [Security](../security.md#who-may-do-what).
"""  # noqa: E501 - a page of text
_WHO = {
    Caller.NOBODY: "everybody, also without a token",
    Caller.GUEST: "whoever is signed in, guests too",
    Caller.USER: "whoever has an account",
    Caller.ADMIN: "admins",
}


def without_page(schema: GraphQLSchema) -> list[str]:
    """The root fields that stand on no page: `Query.balance`."""
    placed = {name for subject in SUBJECTS for name in subject.fields}
    roots = [root for root in (schema.query_type, schema.mutation_type, schema.subscription_type) if root is not None]
    return [f"{root.name}.{name}" for root in roots for name in root.fields if name not in placed]


def reference(definition: str) -> dict[str, str]:
    """The text of each page by the name of its file, such as `chat.md`; `definition` is the schema's."""
    schema = build_schema(definition)
    places = Places(schema, INDEX)
    pages = {f"{subject.name}.md": _page(schema, places, subject) for subject in SUBJECTS}
    return {f"{INDEX}.md": _index(schema, places), **pages}


def _index(schema: GraphQLSchema, places: Places) -> str:
    lines = [_INTRODUCTION]
    for subject in SUBJECTS:
        fields = ", ".join(
            f"[`{name}`]({subject.name}.md#{anchor(root, name)})" for root, name, _ in _fields(schema, subject)
        )
        lines += [f"**[{subject.title}]({subject.name}.md)**: {fields}", ""]
    lines += ["## Types of every subject", ""]
    for name in sorted(COMMON & schema.type_map.keys()):
        lines += type_section(schema, schema.type_map[name], places, INDEX)
    return "\n".join(lines)


def _page(schema: GraphQLSchema, places: Places, subject: Subject) -> str:
    lines = [
        f"# {subject.title}",
        "",
        f"Written by `python -m codegen`. [All subjects](README.md) · [How it works](../{subject.guide}.md)",
        "",
    ]
    for root, name, field in _fields(schema, subject):
        lines += _root_field(root, name, field, places, subject.name)
    lines += ["## Types", ""]
    for type_ in places.types_of(subject.name):
        lines += type_section(schema, type_, places, subject.name)
    return "\n".join(lines)


def _fields(schema: GraphQLSchema, subject: Subject) -> list[tuple[str, str, GraphQLField]]:
    """The root fields of a page that the schema has: the root's name, the field's, and the field."""
    roots = [root for root in (schema.query_type, schema.mutation_type, schema.subscription_type) if root is not None]
    return [(root.name, name, root.fields[name]) for name in subject.fields for root in roots if name in root.fields]


def _root_field(root: str, name: str, field: GraphQLField, places: Places, page: str) -> list[str]:
    path = f"{root}.{name}"
    lines = [f"### {root} `{name}`", "", one_line(field.description), ""]
    if field.deprecation_reason is not None:
        lines += [f"**Deprecated**: {one_line(field.deprecation_reason)}", ""]
    lines += [
        f"- Gives {linked(field.type, places, page)}",
        f"- For {_who(ACCESS[path])}",
        f"- Costs {COSTS[path].weight}, and what is selected",
        "",
    ]
    if field.args:
        lines += ["| argument | type | |", "|---|---|---|"]
        lines += [
            f"| `{argument}` | {linked(each.type, places, page)} | {one_line(each.description)} |"
            for argument, each in field.args.items()
        ]
        lines.append("")
    return lines


def _who(access: Access) -> str:
    who = "who is not signed in, or is a guest" if access.gives is not access.least else _WHO[access.least]
    if access.keys is Keys.ALL:
        return f"{who}; by every API key"
    if isinstance(access.keys, ApiScope):
        return f"{who}; by API keys with the scope `{access.keys.name}`"
    return f"{who}; by no API key"
