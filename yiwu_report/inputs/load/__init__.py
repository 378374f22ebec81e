"""Read the files of a project into trees of nodes with places. Of the stages, only this one and `publish` touch disk.

Nothing is named here: a build looks at what has changed, and starts the engine of pictures, before it loads the rest.
"""
