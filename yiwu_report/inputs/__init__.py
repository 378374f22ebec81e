"""From files to models: `load` reads files with the place of every value, `validate` makes models or problems."""
