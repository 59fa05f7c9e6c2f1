"""How Sphinx builds the site; `docs/machinery` writes the source that it reads."""

from __future__ import annotations

import re
from importlib.metadata import version as version_of
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

import reflective_groups as rg
from docs.machinery import api_pages
from reflective_groups import protocols

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

project = "reflective_groups"
author = "The reflective_groups authors"
release = version = version_of("reflective-groups")
project_copyright = f"{author}, MIT"
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx_copybutton"]
root_doc = "index"
exclude_patterns = ["examples"]
nitpicky = True
nitpick_ignore_regex = [
    # Nothing outside of the library is linked: the site is built without a network.
    (r"py:.*", r"(?!reflective_groups\b)([a-z_]+\.)+\w+"),
    (r"py:.*", r"(bool|bytes|dict|float|int|object|str|tuple|type|list|None|Exception|\w+Error)"),
    (r"py:.*", r"Console|Executor|NDArray|Path"),
    # Type variables and names for longer types: what they stand for, the docstring tells.
    (
        r"py:.*",
        r"([a-z_]+\.)*(Book|Explorer|Groups|J|Line|Pair|PhaseChanges|Point|Scene|SmallGroup|Subject|T)",
    ),
]

html_theme = "furo"
html_title = "reflective_groups"
html_static_path = ["static"]
html_favicon = "static/icon.svg"
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_sourcelink = False
html_use_index = True
html_show_search_summary = False  # a page that is opened from a file may not read the others
html_theme_options = {"navigation_with_keys": True}
pygments_style = "a11y-light"
pygments_dark_style = "a11y-dark"

myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline", "attrs_block"]
myst_heading_anchors = 4
nb_execution_mode = "auto"
nb_execution_timeout = 120
nb_execution_in_temp = True
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_merge_streams = True

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"
python_maximum_signature_line_length = 72
python_use_unqualified_type_names = True
add_module_names = False
toc_object_entries = False

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

PUBLIC = {
    name.rpartition(".")[2]: f"{api_pages.FACE}.{name}" for name in reversed(api_pages.public())
}
"""Each public name with where it is documented; the face comes before the rooms."""
CODE = re.compile(r"RG\d{3}")
CONSTANTS = {
    f"{family}.{name}": value.key
    for family in protocols.FAMILIES
    for name, value in vars(getattr(protocols, family)).items()
    if isinstance(value, rg.Protocol)
}
"""Each protocol as it is written in code, with its key: `balint.UK_ONLINE`."""


def as_rst(
    _app: Sphinx, _what: str, _name: str, _obj: object, _options: object, lines: list[str]
) -> None:
    """Our docstrings are plain text: what stands in backticks is code, or a name to follow."""
    fenced = False
    for place, line in enumerate(lines):
        if line.strip().startswith("```"):
            fenced = not fenced
            lines[place] = line.replace(line.strip(), "::" if fenced else "")
        elif fenced:
            lines[place] = f"    {line}"
        elif not line.lstrip().startswith((">>>", "...")):
            lines[place] = re.sub(r"`([^`]+)`", _marked, line)


def _marked(found: re.Match[str]) -> str:
    text = found[1]
    name = text.partition("(")[0].rpartition(".")[2]
    if text in PUBLIC or (text.partition(".")[0] in {"rg", "planning"} and name in PUBLIC):
        return f":py:obj:`{text} <{PUBLIC[name]}>`"
    return f"``{text}``"


def resolve(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Node
) -> nodes.Node | None:
    """A name in a signature, wherever it was imported from, leads to where it is documented."""
    if node["refdomain"] != "py":
        return None
    target = PUBLIC.get(node["reftarget"].rpartition(".")[2])
    if target is None or target == node["reftarget"]:
        return None
    domain = env.get_domain("py")
    return domain.resolve_xref(env, node["refdoc"], app.builder, "obj", target, node, contnode)


def signature(
    _app: Sphinx, _what: str, _name: str, _obj: object, _options: object, told: str, result: str
) -> tuple[str, str] | None:
    """A default that is made anew each time is shown as dots."""
    return (told.replace("NOTHING", "..."), result) if "NOTHING" in (told or "") else None


def one_line_each(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """A long signature is no list of definitions, although Sphinx writes it as one."""

    def spans(found: re.Match[str]) -> str:
        told = found[0].replace("<dl>", '<span class="one-line-each">').replace("</dl>", "</span>")
        return told.replace("<dd>", "<span>").replace("</dd>", "</span>")

    body = context.get("body", "")
    context["body"] = re.sub(r'<dt class="sig .*?</dt>', spans, body, flags=re.DOTALL)


class TrimCode(SphinxTransform):
    """A block of examples ends with an empty line for the tests, and not for the reader."""

    default_priority = 400

    def apply(self, **_kwargs: object) -> None:
        """Drop the empty lines at the end of each block."""
        for block in self.document.findall(nodes.literal_block):
            text = block.astext()
            if text.endswith("\n") and len(block) == 1:
                block[0] = nodes.Text(text.rstrip("\n"))
                block.rawsource = text.rstrip("\n")


class LinkNames(SphinxPostTransform):
    """Rule codes, keys of protocols and names of the API lead to their pages."""

    default_priority = 5

    def run(self, **_kwargs: object) -> None:
        """Wrap each such literal that is not a link yet."""
        for literal in list(self.document.findall(nodes.literal)):
            if isinstance(literal.parent, nodes.TextElement) and not _linked(literal):
                place = page_of(literal.astext())
                if place and place != self.env.docname:
                    self._wrap(literal, place)

    def _wrap(self, literal: nodes.literal, place: str) -> None:
        uri = self.app.builder.get_relative_uri(self.env.docname, place)
        link = nodes.reference("", "", internal=True, refuri=uri)
        literal.replace_self(link)
        link.append(literal)


def _linked(node: nodes.Node) -> bool:
    inside = (nodes.reference, nodes.title)
    while node.parent is not None:
        node = node.parent
        if isinstance(node, inside):
            return True
    return False


def page_of(text: str) -> str | None:
    """The page of a rule's code or of a protocol's key or constant."""
    if CODE.fullmatch(text):
        return f"reference/rules/{text}" if text in {one.code for one in rg.RULES} else None
    key = CONSTANTS.get(text, text)
    return f"reference/protocols/{key}" if key in CONSTANTS.values() else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Hand the above to Sphinx."""
    app.connect("autodoc-process-docstring", as_rst)
    app.connect("missing-reference", resolve)
    app.connect("autodoc-process-signature", signature)
    app.connect("html-page-context", one_line_each)
    app.add_transform(TrimCode)
    app.add_post_transform(LinkNames)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
