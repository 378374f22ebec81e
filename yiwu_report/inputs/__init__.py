"""From files to models: `load` reads them with the place of every value, `validate` makes models or problems of them."""
