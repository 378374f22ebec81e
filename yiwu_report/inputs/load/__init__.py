"""Read the files of a project into trees of nodes with places. Of the stages, only this one and `publish` touch disk.

Nothing is imported here: a build checks what has changed, and starts the picture engine, before it imports the rest.
"""
