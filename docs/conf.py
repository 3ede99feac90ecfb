"""The documentation site: ``sphinx-build -n -W docs docs/_build/html`` with ``vnrelations[docs]``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vnrelations

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

project = "vnrelations"
author = "vnrelations maintainers"
copyright = "vnrelations maintainers; code under MIT, data under CC BY 4.0"  # noqa: A001, Sphinx wants that name
version = release = vnrelations.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build", "_pages"]
templates_path: list[str] = []
nitpicky = True
# of the standard library, Altair and Hypothesis, whose pages are not on this machine; type variables and short names
nitpick_ignore_regex = [
    ("py:.*", r"(datetime|dt|collections\.abc|os|pathlib|alt|altair|hypothesis|st)\..*|Path|Rows|T"),
]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
napoleon_numpy_docstring = False
napoleon_use_rtype = False

copybutton_exclude = ".linenos, .gp, .go"
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = "vnrelations"
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
html_show_sourcelink = False


def made(app: Sphinx) -> None:
    """Write the pages that come from the data, before Sphinx looks for pages."""
    from _pages import write

    write(HERE, vnrelations.dataset())


def drawn(app: Sphinx, exception: Exception | None) -> None:
    """Draw the pictures of the partners' pages beside the finished site."""
    from _pages.pictures import draw

    if exception is None and app.builder.format == "html":
        draw(Path(app.outdir) / "_static", vnrelations.dataset())


def at_home(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: Element) -> Element | None:
    """Find what is documented under the name that users import, though it is defined in a module below."""
    target = node["reftarget"].rpartition(".")[2]
    domain: Any = env.get_domain("py")
    for name, documented in domain.objects.items():
        if name.rpartition(".")[2] == target and documented.objtype in ("class", "data", "exception", "function"):
            return domain.resolve_xref(env, node["refdoc"], app.builder, "obj", name, node, content)  # type: ignore[no-any-return]
    return None


def setup(app: Sphinx) -> None:
    """Connect the above."""
    app.connect("builder-inited", made)
    app.connect("missing-reference", at_home)
    app.connect("build-finished", drawn)
