"""Changes that an older database needs, in the order of their numbers. Start at `running.bring_up`.

A migration is a module `mNNNN_name.py` of this folder with three names:

    DESCRIPTION   what it changes, for people
    is_quick      async (database) -> bool: whether a start of a server can wait for it, some seconds
    run           async (step) -> None: do it. It may be broken off anywhere and is then called again: `step.cursor` is
                  what it gave `step.save` last

They work on documents as they are stored, never through models or services: those go on changing, a migration does not.
"""
