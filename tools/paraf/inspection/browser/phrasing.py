"""What the rules that pages break most often ask for, in words of people who write pages.

The others are told in axe's own English.
"""

from collections.abc import Mapping

from paraf.core.words import T, Text

RULES: Mapping[str, Text] = {
    "button-name": T("A button does not say what it does."),
    "color-contrast": T("Words stand out too little from what is behind them."),
    "document-title": T("The page has no title."),
    "duplicate-id-aria": T("Two elements that others refer to have the same name."),
    "frame-title": T("A frame does not say what it shows."),
    "html-has-lang": T("The page does not say which language it is in."),
    "html-lang-valid": T("The page's language is none that is known."),
    "image-alt": T("An image has no words for those who do not see it."),
    "input-button-name": T("A button does not say what it does."),
    "label": T("A field of a form does not say what belongs into it."),
    "link-in-text-block": T("A link can be told from the words around it by colour alone."),
    "link-name": T("A link does not say where it leads."),
    "list": T("A list holds something besides its items."),
    "listitem": T("An item of a list stands outside of one."),
    "meta-viewport": T("The page cannot be enlarged."),
    "scrollable-region-focusable": T("What must be scrolled cannot be by keyboard."),
    "select-name": T("A choice does not say what is chosen."),
    "target-size": T("Something to tap is too small, or too near to the next."),
    "td-headers-attr": T("A cell of a table refers to a heading that is not there."),
    "valid-lang": T("The language of a part is none that is known."),
}
