"""Every word the program says, and how a language writes numbers and dates.

Code elsewhere asks `tr("English source")` or raises a code; the English source is the key of
the translations in `resources/translations/*.ts`, which `tools/collect_texts.py` keeps
complete.
"""

from healthdesk.texts.catalogue import (
    language,
    shipped_languages,
    speaking,
    tr,
    tr_n,
    use_language,
)
from healthdesk.texts.figures import figure_name, lack_sentence
from healthdesk.texts.formats import (
    Format,
    capital,
    in_words,
    language_of,
    preview,
    system_locale,
    usual_paper,
)
from healthdesk.texts.names import (
    choice_label,
    code_name,
    format_name,
    group_name,
    part_name,
    setting_label,
    setting_text,
    source_name,
    type_name,
    unit_label,
)
from healthdesk.texts.sentences import (
    details,
    field_sentence,
    reason_sentence,
    remark_sentence,
    sentence,
    trouble_sentence,
    undo_label,
)

__all__ = [
    "Format", "capital", "choice_label", "code_name", "details", "field_sentence", "figure_name",
    "format_name", "group_name", "in_words", "lack_sentence", "language", "language_of",
    "part_name", "preview", "reason_sentence", "remark_sentence", "sentence", "setting_label",
    "setting_text", "shipped_languages", "source_name", "speaking", "system_locale", "tr", "tr_n",
    "trouble_sentence", "type_name", "undo_label", "unit_label", "use_language", "usual_paper",
]  # fmt: skip
