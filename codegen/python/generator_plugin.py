"""Makes what ariadne-codegen generates fit the hand-written part; it runs in the generator's own environment."""

import ast
from typing import Any

from ariadne_codegen import Plugin
from ariadne_codegen.utils import str_to_snake_case
from graphql import (
    ExecutableDefinitionNode,
    FieldNode,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLSchema,
    Node,
    NonNullTypeNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableDefinitionNode,
    get_named_type,
)


class TokentillPlugin(Plugin):
    """Puts our classes under models and enums, descriptions on the methods, and every field into a class once."""

    def __init__(self, schema: GraphQLSchema, config_dict: dict[str, Any]) -> None:
        super().__init__(schema, config_dict)
        self._descriptions: dict[str, str] = {}

    def copy_code(self, copied_code: str) -> str:
        own = "from ..model import Model as PydanticBaseModel"
        return copied_code.replace("from pydantic import BaseModel as PydanticBaseModel", own)

    def generate_enum(self, class_def: ast.ClassDef, enum_type: GraphQLEnumType) -> ast.ClassDef:  # noqa: ARG002
        class_def.bases = [ast.Name("OpenEnum")]
        return class_def

    def generate_enums_module(self, module: ast.Module) -> ast.Module:
        classes = [each for each in module.body if isinstance(each, ast.ClassDef)]
        return ast.Module([ast.ImportFrom("open_enum", [ast.alias("OpenEnum")], 2), *classes], [])

    def generate_result_class(
        self,
        class_def: ast.ClassDef,
        operation_definition: ExecutableDefinitionNode,  # noqa: ARG002 - the generator's signature
        selection_set: SelectionSetNode,  # noqa: ARG002
    ) -> ast.ClassDef:
        # What several fragments select would be written as often.
        class_def.body = list({ast.dump(each): each for each in class_def.body}.values())
        return class_def

    def process_name(self, name: str, node: Node | None = None) -> str:
        # Pydantic's models have an attribute of this name, and warn of a field that hides it.
        return "register_" if name == "register" and isinstance(node, FieldNode) else name

    def generate_input_field(
        self,
        field_implementation: ast.AnnAssign,
        input_field: GraphQLInputField,
        field_name: str,  # noqa: ARG002
    ) -> ast.AnnAssign:
        default = field_implementation.value
        is_number = get_named_type(input_field.type).name == "BigInt"
        if is_number and isinstance(default, ast.Constant) and isinstance(default.value, str):
            default.value = int(default.value)
        return field_implementation

    def generate_arguments(
        self, arguments: ast.arguments, variable_definitions: tuple[VariableDefinitionNode, ...]
    ) -> ast.arguments:
        # A variable that may not be null and has a default may still be left out.
        defaulted = {
            str_to_snake_case(each.variable.name.value)
            for each in variable_definitions
            if each.default_value is not None and isinstance(each.type, NonNullTypeNode)
        }
        for argument in [each for each in arguments.args if each.arg in defaulted]:
            arguments.args.remove(argument)
            arguments.args.append(argument)
            choices = ast.Tuple([argument.annotation, ast.Name("UnsetType")])
            argument.annotation = ast.Subscript(ast.Name("Union"), choices)
            arguments.defaults.append(ast.Name("UNSET"))
        return arguments

    def generate_client_method(
        self, method_def: ast.FunctionDef | ast.AsyncFunctionDef, operation_definition: OperationDefinitionNode
    ) -> ast.FunctionDef | ast.AsyncFunctionDef:
        roots = {
            "query": self.schema.query_type,
            "mutation": self.schema.mutation_type,
            "subscription": self.schema.subscription_type,
        }
        root = roots[operation_definition.operation.value]
        fields = [each for each in operation_definition.selection_set.selections if isinstance(each, FieldNode)]
        described = " ".join(root.fields[each.name.value].description or "" for each in fields) if root else ""
        self._descriptions[method_def.name] = described
        return method_def

    def generate_client_module(self, module: ast.Module) -> ast.Module:
        # Last of all, since other plugins put imports at the top of methods.
        for each in ast.walk(module):
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and each.name in self._descriptions:
                each.body.insert(0, ast.Expr(ast.Constant(self._descriptions[each.name])))
        return module
