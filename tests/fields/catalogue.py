"""The fields of the matrix: one page each, built by tests/pages/editors (contract.ts says what a
page offers). Names are those of the pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldPage:
    """One field, and how it differs from a textarea.

    rich: bold and links are kept. one_block: a line break leaves the field. coarse: its own undo
    joins what is typed within a second. history: each change is a step of undo; False also for
    editors that take a picture of themselves at spaces, so that what a command changed is undone
    with the words before it. redo_y: redo is Ctrl+Y alone. framed: it lies in the frame named
    "inner" (or the page's only one). before: JavaScript the page runs before the field is used, as
    pages do. sends: Enter sends. rtl: right to left. scaled: by a transform or zoom. keeps_keys:
    the page never sees arrows.
    """

    name: str
    title: str
    rich: bool = False
    one_block: bool = False
    coarse: bool = False
    history: bool = True
    framed: bool = False
    before: str = ""
    sends: bool = False
    rtl: bool = False
    redo_y: bool = False
    scaled: bool = False
    keeps_keys: bool = False


FIELDS = (
    FieldPage("textarea", "textarea"),
    FieldPage("input-text", "input type=text", one_block=True),
    FieldPage("input-search", "input type=search", one_block=True),
    FieldPage("input-plain", "input without a type", one_block=True),
    FieldPage("editable-plain", "contenteditable"),
    FieldPage("editable-plaintext", "contenteditable=plaintext-only"),
    FieldPage("editable-rich", "contenteditable with bold, links", rich=True),
    FieldPage("react-input", "React controlled input", one_block=True),
    FieldPage("react-textarea", "React controlled textarea"),
    FieldPage("quill", "Quill", rich=True, coarse=True),
    FieldPage("prosemirror", "ProseMirror", rich=True, coarse=True),
    FieldPage("tiptap", "TipTap", rich=True, coarse=True),
    FieldPage("lexical", "Lexical", rich=True, coarse=True),
    FieldPage("slate", "Slate", rich=True, coarse=True),
    FieldPage("draft", "Draft.js", rich=True, coarse=True),
    FieldPage("ckeditor", "CKEditor 5", rich=True, coarse=True),
    FieldPage("tinymce", "TinyMCE (frame)", rich=True, coarse=True, framed=True),
    FieldPage("trix", "Trix", rich=True, coarse=True),
    FieldPage("editorjs", "Editor.js", rich=True, one_block=True, history=False),
    FieldPage("material-outlined", "Material Web, outlined", one_block=True),
    FieldPage("material-textarea", "Material Web, textarea"),
    FieldPage("shoelace-input", "Shoelace input", one_block=True),
    FieldPage("shoelace-textarea", "Shoelace textarea"),
    FieldPage("material-filled", "Material Web, filled", one_block=True),
    FieldPage("material-outlined-textarea", "Material Web, outlined textarea"),
    FieldPage("shoelace-pill", "Shoelace input, pill with clear button", one_block=True),
    FieldPage("shoelace-autogrow", "Shoelace textarea that grows"),
    FieldPage("webawesome-input", "Web Awesome input", one_block=True),
    FieldPage("webawesome-textarea", "Web Awesome textarea"),
    FieldPage("summernote", "Summernote", rich=True, history=False, redo_y=True),
    FieldPage("suneditor", "SunEditor", rich=True),
    FieldPage("jodit", "Jodit", rich=True),
    FieldPage("milkdown", "Milkdown", rich=True, coarse=True),
    FieldPage("blocknote", "BlockNote", rich=True, coarse=True),
    FieldPage("blocknote-nested", "BlockNote, nested blocks", rich=True, coarse=True),
    FieldPage("rooster", "Rooster", rich=True, history=False, keeps_keys=True),
    FieldPage("tinymce-inline", "TinyMCE, inline", rich=True, coarse=True),
    FieldPage("squire", "Squire", rich=True, history=False),
    FieldPage("medium", "MediumEditor", rich=True),
    FieldPage("react-mentions", "react-mentions, text behind"),
    FieldPage("vaadin-textarea", "Vaadin text area"),
    FieldPage("ionic-textarea", "Ionic textarea"),
    FieldPage("fluent-textarea", "Fluent textarea"),
    FieldPage("dialog", "modal dialog"),
    FieldPage("popover", "popover", before="field.act()"),
    FieldPage("fullscreen", "full screen", before="field.act()"),
    FieldPage("frame-in-shadow", "frame in a shadow root", framed=True),
    FieldPage("highlighted", "textarea over a highlighter"),
    FieldPage("field-sizing", "field-sizing: content"),
    FieldPage("white-space-pre", "lines that do not wrap"),
    FieldPage("mail", "mail with a quoted mail above", rich=True),
    FieldPage("shadow-closed", "closed shadow root"),
    FieldPage("shadow-nested", "nested shadow roots"),
    FieldPage("frame-same-origin", "frame, same origin", framed=True),
    FieldPage("frame-cross-origin", "frame, another site", framed=True),
    FieldPage("frame-blank", "frame, about:blank", framed=True),
    FieldPage("late", "field made late", before="field.act()"),
    FieldPage("moved", "field moved", before="field.element().focus(), field.act()"),
    FieldPage("rtl-textarea", "right-to-left textarea", rtl=True),
    FieldPage("rtl-editable", "right-to-left contenteditable", rtl=True),
    FieldPage("chat", "chat composer, Enter sends", sends=True),
    FieldPage("fixed", "position: fixed"),
    FieldPage("transformed", "transformed container", scaled=True),
    FieldPage("zoomed", "CSS zoom", scaled=True),
    FieldPage("scrolled", "scrolling container"),
    FieldPage("strict", "strict CSP, Trusted Types"),
)

ADDRESS = FieldPage("address", "form that the browser fills in")
MAXLENGTH = FieldPage("maxlength", "textarea with a maxlength")
REMOVED = FieldPage("removed", "field removed while busy")

LEFT_ALONE = (
    FieldPage("codemirror", "CodeMirror 6"),
    FieldPage("monaco", "Monaco"),
    FieldPage("ace", "Ace"),
    FieldPage("xterm", "xterm.js"),
    FieldPage("vertical", "lines from top to bottom"),
    FieldPage("login", "password"),
    FieldPage("login-name", "user name"),
    FieldPage("password-shown", "password that is shown", before="field.act()"),
    FieldPage("payment", "card number"),
    FieldPage("otp", "one-time code"),
)
