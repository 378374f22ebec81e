"""The id of every rule that a problem can break, each with what it asks for."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """Rule ids as they are printed in brackets; `RULES` says what each asks for."""

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
    UNKNOWN_CHART = "unknown-chart"
    UNKNOWN_CLAIM = "unknown-claim"
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
    # text
    REFERENCE_SYNTAX = "reference-syntax"
    UNKNOWN_REFERENCE = "unknown-reference"
    EMPTY_REFERENCE = "empty-reference"
    LOOSE_NUMBER = "loose-number"
    DOUBTFUL_NUMBER = "doubtful-number"
    LINK = "link"
    MARKDOWN = "markdown"
    # audit
    CONTRADICTION = "contradiction"
    BROKEN_WORDS = "broken-words"
    PRINTED_DIFFERS = "printed-differs"
    # corrections
    CORRECTION_CHAIN = "correction-chain"
    CORRECTION_STALE = "correction-stale"
    UNEXPLAINED_CHANGE = "unexplained-change"
    # charts
    CHART_SHAPE = "chart-shape"
    CHART_DIMENSIONS = "chart-dimensions"
    OVERLAP = "overlap"
    CHART_OVERLAP = "chart-overlap"
    BARS_FROM_ZERO = "bars-from-zero"
    CHART_RANKING = "chart-ranking"
    CHART_COLOURS = "chart-colours"
    CHART_CATEGORIES = "chart-categories"
    PICTURE = "picture"
    # templates and output
    TEMPLATE = "template"
    OUTPUT_NAME = "output-name"
    OUTPUT_CLASH = "output-clash"
    OUTPUT_FOLDER = "output-folder"
    # check alone
    UNUSED = "unused"
    # commands that change the project's files
    IMPORT = "import"
    RENAME = "rename"


RULES: dict[Rule, str] = {
    Rule.ENCODING: "Every text file is UTF-8 (a byte order mark is accepted) without control characters.",
    Rule.YAML_SYNTAX: "A YAML file follows the syntax of YAML.",
    Rule.YAML_TAB: "YAML is indented with spaces, never with tabs.",
    Rule.YAML_DUPLICATE_KEY: "A key stands once in a mapping.",
    Rule.YAML_ALIAS: "Anchors, aliases and merge keys are not used: a value stands where it is meant.",
    Rule.YAML_TAG: "Tags such as !!python or !!binary are not used.",
    Rule.YAML_DEPTH: "Mappings and lists are nested at most 20 deep.",
    Rule.YAML_DOCUMENTS: "A file holds one YAML document.",
    Rule.EMPTY_FILE: "A file that is read has something in it.",
    Rule.FILE_TOO_LARGE: "An input file is at most 8 MiB.",
    Rule.UNREAD_FILE: "Every file under data/ and content/ has a name the generator reads.",
    Rule.MISSING_FILE: "The files every report needs are there.",
    Rule.CSV_SHAPE: "Every row of a CSV has the columns its header names, each once.",
    Rule.FRONT_MATTER: "An article begins with its front matter between two lines of ---.",
    Rule.UNKNOWN_KEY: "Only the documented keys are used.",
    Rule.MISSING_KEY: "Every required key is there.",
    Rule.WRONG_SHAPE: "A mapping, a list or a single value stands where the format asks for one.",
    Rule.NUMBER_FORM: "A number is digits with at most one sign and one point, with the qualifier words of the format.",
    Rule.BAD_VALUE: "A value is one of those the key accepts.",
    Rule.BAD_ID: "An id is made of lower-case Latin letters, digits and underscores, joined by dots.",
    Rule.ID_CLASH: "An id names one thing only.",
    Rule.MISSING_TRANSLATION: "A text stands in every language of the report.",
    Rule.UNKNOWN_LANGUAGE: "A language is one that site.yaml lists and templates/words/ has a file for.",
    Rule.UNKNOWN_UNIT: "A unit stands in data/units.yaml.",
    Rule.UNKNOWN_SOURCE: "A source stands in data/sources.yaml.",
    Rule.UNKNOWN_COLUMN: "A column stands in its table.",
    Rule.UNKNOWN_FIGURE: "A figure stands in data/.",
    Rule.UNKNOWN_TABLE: "A table stands in data/tables/.",
    Rule.UNKNOWN_CHART: "A chart stands in content/charts/.",
    Rule.UNKNOWN_CLAIM: "A claim stands in data/claims.yaml.",
    Rule.FORMULA_SYNTAX: "A formula uses names, numbers, + - * /, comparisons and the documented functions.",
    Rule.FORMULA_CYCLE: "A formula does not lead back to itself.",
    Rule.MIXED_DIMENSIONS: "Only like is added to or compared with like, and a result has its unit's dimension.",
    Rule.SUM_OF_PERCENTS: "Percentages are added in claims only; differences of percentages are points.",
    Rule.PERCENT_OF: "A percentage says what it is a percentage of, and nothing else does.",
    Rule.ZERO_DIVISION: "A divisor cannot be zero, and no interval that holds zero divides.",
    Rule.UNBOUNDED: "A result says something: it has at least one bound.",
    Rule.DECIMALS: "decimals: asks for no more digits than the inputs carry, and is given where the result has no end.",
    Rule.EMPTY_SELECTION: "A selection of rows finds at least one row.",
    Rule.MISSING_VALUE: "A formula or a sentence uses published values only.",
    Rule.REFERENCE_SYNTAX: "A reference is {{ id }}, {{ id:part }}, {{ claim id }}, {{ chart id }}, {{ table id }} or {{ figures id … }}; names, labels and the words of claims hold none.",
    Rule.UNKNOWN_REFERENCE: "A reference names something that exists.",
    Rule.EMPTY_REFERENCE: "A reference shows something: its figure has the part that it names.",
    Rule.LOOSE_NUMBER: "An amount in prose is a reference to its figure. Years, dates, ordinals, cross-references, names with digits and figures of speech are none.",
    Rule.DOUBTFUL_NUMBER: "A number in prose that may be an amount is a reference, or written so that it cannot be one (a remark of check; build --strict refuses it).",
    Rule.LINK: "A link inside the report leads to a page or an anchor that exists.",
    Rule.MARKDOWN: "An article uses the Markdown and the tags that docs/reference/markdown.md lists, and nothing of it would be left out of the page.",
    Rule.CONTRADICTION: "What contradicts its own figures is explained by a note in every language.",
    Rule.BROKEN_WORDS: "A worded claim is shown only while its condition holds.",
    Rule.PRINTED_DIFFERS: "A figure's value is what its source printed, unless a correction explains it (build --strict).",
    Rule.CORRECTION_CHAIN: "Each correction of a figure begins with the value that the one before it ended with.",
    Rule.CORRECTION_STALE: "The newest correction of a figure ends with the value that the figure has.",
    Rule.UNEXPLAINED_CHANGE: "A figure that was published changes only with a correction that says so (build --strict --since).",
    Rule.CHART_SHAPE: "A chart's columns exist and have the kind its marks need.",
    Rule.CHART_DIMENSIONS: "One axis shows one dimension.",
    Rule.OVERLAP: "Rows that overlap are not summed.",
    Rule.CHART_OVERLAP: "Groups that overlap are not stacked, not put in a pie and not summed.",
    Rule.BARS_FROM_ZERO: "A bar begins at zero, on a scale whose equal lengths are equal amounts.",
    Rule.CHART_RANKING: "A ranking of numbers that are not equally certain has a note on what that means.",
    Rule.CHART_COLOURS: "At most four colours mean something.",
    Rule.CHART_CATEGORIES: "A chart has no more categories than can be read.",
    Rule.PICTURE: "A chart is one the drawing engine can draw.",
    Rule.TEMPLATE: "A template is valid and uses what the page gives it.",
    Rule.OUTPUT_NAME: "An output has a name that Linux, macOS and Windows can hold.",
    Rule.OUTPUT_CLASH: "Two outputs have two paths, on file systems that ignore case too, and no file of others is written over.",
    Rule.OUTPUT_FOLDER: "The output folder is apart from the inputs and can be written to.",
    Rule.UNUSED: "What is written is shown or used somewhere (a remark of check; nothing is refused).",
    Rule.IMPORT: "Every column of an imported file is said to hold something, or to be left out.",
    Rule.RENAME: "A new name is free, and what is renamed is there.",
}
