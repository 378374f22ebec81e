"""The id of every rule that a problem can break, with what it requires."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """Rule ids as printed in brackets; `RULES` has what each requires."""

    # load: bytes and YAML
    ENCODING = "encoding"
    YAML_SYNTAX = "yaml-syntax"
    YAML_TAB = "yaml-tab"
    YAML_DUPLICATE_KEY = "yaml-duplicate-key"
    YAML_ALIAS = "yaml-alias"
    YAML_TAG = "yaml-tag"
    YAML_DEPTH = "yaml-depth"
    YAML_DOCUMENTS = "yaml-documents"
    EMPTY_FILE = "empty-file"
    FILE_TOO_LARGE = "file-too-large"
    UNREAD_FILE = "unread-file"
    MISSING_FILE = "missing-file"
    CSV_SHAPE = "csv-shape"
    TABLE_FILE = "table-file"
    TABLE_FORMAT = "table-format"
    TABLE_CELL = "table-cell"
    TABLE_KEYS = "table-keys"
    UNDECIDED = "undecided"
    FRONT_MATTER = "front-matter"
    # validate: shapes and values
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_SHAPE = "wrong-shape"
    NUMBER_FORM = "number-form"
    BAD_VALUE = "bad-value"
    BAD_ID = "bad-id"
    ID_CLASH = "id-clash"
    MISSING_TRANSLATION = "missing-translation"
    UNKNOWN_LANGUAGE = "unknown-language"
    UNKNOWN_UNIT = "unknown-unit"
    UNKNOWN_SOURCE = "unknown-source"
    UNKNOWN_COLUMN = "unknown-column"
    UNKNOWN_FIGURE = "unknown-figure"
    UNKNOWN_TABLE = "unknown-table"
    UNKNOWN_PERIOD = "unknown-period"
    UNKNOWN_CHART = "unknown-chart"
    UNKNOWN_CLAIM = "unknown-claim"
    UNKNOWN_STEP = "unknown-step"
    # formula and shape
    FORMULA_SYNTAX = "formula-syntax"
    FORMULA_CYCLE = "formula-cycle"
    MIXED_DIMENSIONS = "mixed-dimensions"
    SUM_OF_PERCENTS = "sum-of-percents"
    PERCENT_OF = "percent-of"
    ZERO_DIVISION = "zero-division"
    UNBOUNDED = "unbounded"
    DECIMALS = "decimals"
    EMPTY_SELECTION = "empty-selection"
    MISSING_VALUE = "missing-value"
    VIEW_STEP = "view-step"
    VIEW_KEYS = "view-keys"
    NOT_ADDITIVE = "not-additive"
    UNDECIDED_ORDER = "undecided-order"
    UNMATCHED_ROWS = "unmatched-rows"
    # text
    REFERENCE_SYNTAX = "reference-syntax"
    UNKNOWN_REFERENCE = "unknown-reference"
    EMPTY_REFERENCE = "empty-reference"
    LOOSE_NUMBER = "loose-number"
    DOUBTFUL_NUMBER = "doubtful-number"
    LONG_TABLE = "long-table"
    LINK = "link"
    MARKDOWN = "markdown"
    # audit
    CONTRADICTION = "contradiction"
    BROKEN_WORDS = "broken-words"
    PRINTED_DIFFERS = "printed-differs"
    FACT_TWICE = "fact-twice"
    LIKELY_COPY = "likely-copy"
    # corrections
    CORRECTION_CHAIN = "correction-chain"
    CORRECTION_STALE = "correction-stale"
    UNEXPLAINED_CHANGE = "unexplained-change"
    # charts
    CHART_SHAPE = "chart-shape"
    CHART_DIMENSIONS = "chart-dimensions"
    OVERLAP = "overlap"
    CHART_OVERLAP = "chart-overlap"
    CHART_PARTS = "chart-parts"
    BARS_FROM_ZERO = "bars-from-zero"
    CHART_RANKING = "chart-ranking"
    CHART_COLOURS = "chart-colours"
    CHART_CATEGORIES = "chart-categories"
    MISLEADING_CHART = "misleading-chart"
    PICTURE = "picture"
    # templates and output
    TEMPLATE = "template"
    OUTPUT_NAME = "output-name"
    OUTPUT_CLASH = "output-clash"
    OUTPUT_FOLDER = "output-folder"
    # check alone
    UNUSED = "unused"
    # commands that change the project's files
    RENAME = "rename"
    ORIGIN = "origin"


RULES: dict[Rule, str] = {
    Rule.ENCODING: "Every text file is UTF-8 (a byte order mark is accepted) without control characters.",
    Rule.YAML_SYNTAX: "A YAML file follows the syntax of YAML.",
    Rule.YAML_TAB: "YAML is indented with spaces, never with tabs.",
    Rule.YAML_DUPLICATE_KEY: "A key occurs once in a mapping.",
    Rule.YAML_ALIAS: "Anchors, aliases and merge keys are not used; values are repeated.",
    Rule.YAML_TAG: "Tags such as !!python or !!binary are not used.",
    Rule.YAML_DEPTH: "Mappings and lists are nested at most 20 deep.",
    Rule.YAML_DOCUMENTS: "A file contains one YAML document.",
    Rule.EMPTY_FILE: "An input file is not empty.",
    Rule.FILE_TOO_LARGE: "An input file is at most 8 MiB; a file in data/files/ at most 512 MiB, 1 GiB unpacked and 50 million cells.",
    Rule.UNREAD_FILE: "Every file in data/ and content/ has a name that the generator reads.",
    Rule.MISSING_FILE: "The files that every report needs exist.",
    Rule.CSV_SHAPE: "Every row of a CSV has exactly the columns of its header.",
    Rule.TABLE_FILE: "The file of a table or a map lies in data/files/, is sound, and is of a kind that can be read.",
    Rule.TABLE_FORMAT: "The description of a file fits the file, and does not contradict itself.",
    Rule.TABLE_CELL: "Every cell that is read of a file is a value that the description of the file explains.",
    Rule.TABLE_KEYS: "The keys of a table tell its rows apart: no two rows have the same, and none is empty.",
    Rule.UNDECIDED: "Everything that the description of a file leaves to be decided (DECIDE) is decided.",
    Rule.FRONT_MATTER: "An article begins with its front matter between two lines of ---.",
    Rule.UNKNOWN_KEY: "Only the documented keys are used.",
    Rule.MISSING_KEY: "Every required key is present.",
    Rule.WRONG_SHAPE: "A key has a mapping, a list or a single value, as its format requires.",
    Rule.NUMBER_FORM: "A number consists of digits with at most one sign and one point, with the documented qualifiers.",
    Rule.BAD_VALUE: "A value is one that the key accepts.",
    Rule.BAD_ID: "An id consists of lower-case Latin letters, digits and underscores; its parts are joined by dots.",
    Rule.ID_CLASH: "An id is unique.",
    Rule.MISSING_TRANSLATION: "A text is given in every language of the report.",
    Rule.UNKNOWN_LANGUAGE: "A language is listed in site.yaml and has a file in templates/words/.",
    Rule.UNKNOWN_UNIT: "A unit is defined in data/units.yaml.",
    Rule.UNKNOWN_SOURCE: "A source is defined in data/sources.yaml.",
    Rule.UNKNOWN_COLUMN: "A column exists in its table.",
    Rule.UNKNOWN_FIGURE: "A figure is defined in data/.",
    Rule.UNKNOWN_TABLE: "A table is defined in data/tables/.",
    Rule.UNKNOWN_PERIOD: "A period in words is defined under periods: in content/site.yaml.",
    Rule.UNKNOWN_CHART: "A chart is defined in content/charts/.",
    Rule.UNKNOWN_CLAIM: "A claim is defined in data/claims.yaml.",
    Rule.UNKNOWN_STEP: "A view consists of the documented steps.",
    Rule.FORMULA_SYNTAX: "A formula uses names, numbers, + - * /, comparisons and the documented functions.",
    Rule.FORMULA_CYCLE: "A formula is not circular.",
    Rule.MIXED_DIMENSIONS: "Only quantities of the same dimension are added or compared, and a result has the dimension of its unit.",
    Rule.SUM_OF_PERCENTS: "Percentages are added in claims only; differences of percentages are points.",
    Rule.PERCENT_OF: "Every percentage, and no other figure, has a base (percent_of).",
    Rule.ZERO_DIVISION: "A divisor is not zero, and its interval does not contain zero.",
    Rule.UNBOUNDED: "A result has at least one bound.",
    Rule.DECIMALS: "decimals: does not exceed the digits of the inputs, and is set if the result has no limited number of digits.",
    Rule.EMPTY_SELECTION: "A selection of rows finds at least one row.",
    Rule.MISSING_VALUE: "A formula or a sentence uses published values only.",
    Rule.VIEW_STEP: "A step of a view can be applied to the columns that it finds.",
    Rule.VIEW_KEYS: "The keys of a view tell its rows apart: no two rows are the same, and a join does not multiply rows.",
    Rule.NOT_ADDITIVE: "Percentages, points, indices, ranks and units with additive: false are not summed, and percentages are averaged with weights.",
    Rule.UNDECIDED_ORDER: "What depends on an order, or on a limit, can be told: no uncertain value decides it.",
    Rule.UNMATCHED_ROWS: "Every row of a join has a match (a remark of check).",
    Rule.REFERENCE_SYNTAX: "A reference is {{ id }}, {{ id:part }}, {{ claim id }}, {{ chart id }}, {{ table id }} or {{ figures id … }}; names, labels and the words of claims contain no references.",
    Rule.UNKNOWN_REFERENCE: "A reference refers to something that exists.",
    Rule.EMPTY_REFERENCE: "A reference is not empty: its figure has the part that it refers to.",
    Rule.LOOSE_NUMBER: "An amount in prose is a reference to its figure. Years, dates, ordinals, cross-references, names with digits and figures of speech are none.",
    Rule.DOUBTFUL_NUMBER: "A number in prose that may be an amount is a reference, or written so that it cannot be one (a remark of check; build --strict refuses it).",
    Rule.LONG_TABLE: "An article shows a table of more than 25 rows in part, or says with rows: that it shows all of them.",
    Rule.LINK: "A link inside the report leads to a page or an anchor that exists.",
    Rule.MARKDOWN: "An article uses only the Markdown and the tags listed in docs/reference/markdown.md, so that nothing is missing on its page.",
    Rule.CONTRADICTION: "A claim that is contradicted by its figures is explained by a note in every language.",
    Rule.BROKEN_WORDS: "The words of a claim are used only while its condition is true.",
    Rule.PRINTED_DIFFERS: "A figure's value is what its source printed, unless a correction explains it (build --strict).",
    Rule.FACT_TWICE: "Numbers of one measure: with the same keys, period and status agree, unless a claim or a note says that they differ.",
    Rule.LIKELY_COPY: "A table does not repeat the numbers of another one: it is a view of it (a remark of check; build --strict refuses it).",
    Rule.CORRECTION_CHAIN: "before: of each correction of a figure equals after: of the previous one.",
    Rule.CORRECTION_STALE: "after: of the newest correction of a figure equals the figure's value.",
    Rule.UNEXPLAINED_CHANGE: "A figure that was published changes only with a correction that says so (build --strict --since).",
    Rule.CHART_SHAPE: "A chart's columns exist and have the required kind.",
    Rule.CHART_DIMENSIONS: "One axis shows one dimension.",
    Rule.OVERLAP: "Rows of overlapping groups are not summed.",
    Rule.CHART_OVERLAP: "Overlapping groups are not stacked, summed or shown as a pie.",
    Rule.CHART_PARTS: "Stacked parts are parts of one whole, and come to no more than it.",
    Rule.BARS_FROM_ZERO: "A bar starts at zero, on a linear scale.",
    Rule.CHART_RANKING: "A ranking of numbers with different certainty has a note that explains it.",
    Rule.CHART_COLOURS: "At most eight colours carry meaning.",
    Rule.CHART_CATEGORIES: "A chart has no more marks than can be read.",
    Rule.MISLEADING_CHART: "A chart shows no numbers of things by area, leaves no period out and has no mark too short to be seen, unless its note says why (a remark of check).",
    Rule.PICTURE: "A chart can be drawn by the drawing engine.",
    Rule.TEMPLATE: "A template is valid and uses only variables that the page provides.",
    Rule.OUTPUT_NAME: "The name of an output is valid on Linux, macOS and Windows.",
    Rule.OUTPUT_CLASH: "Outputs have different paths, also on case-insensitive file systems, and never overwrite files of others.",
    Rule.OUTPUT_FOLDER: "The output folder is outside of the inputs and writable.",
    Rule.UNUSED: "Every entry is used somewhere (a remark of check; nothing is refused).",
    Rule.RENAME: "A new id is free, and the old one exists.",
    Rule.ORIGIN: "What `origin:` names gives the file of the table: whole, in time, within the limits, and not a web page; tables of one file have one origin.",
}
