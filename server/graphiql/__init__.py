"""GraphiQL from our own files."""

from server.graphiql.page import graphiql_routes

__all__ = ["graphiql_routes"]
