"""`tokentill admin`: everything that an admin can do in GraphQL, as a command.

The commands are made from the schema: each root field for admins is one, its arguments are options, what describes
them is the help. So no command is written by hand, and none can be forgotten.
"""
