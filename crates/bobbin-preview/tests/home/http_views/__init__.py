"""Tells every path that this Home Assistant can be asked for by GET, at `/api/http_views`.

Two sources, since neither has all of them: the router of the running server, and the classes of all integrations'
sources, of which a home sets up a few only.
"""

import ast
import re
from pathlib import Path

import homeassistant
from aiohttp import web
from homeassistant.components.http import KEY_HASS, HomeAssistantView

METHODS = {"get", "head"}


def routed(app):
    """The paths of the router."""
    for resource in app.router.resources():
        methods = {route.method for route in resource}
        if methods & {"GET", "HEAD", "*"}:
            yield resource.canonical


def constants(tree):
    """The texts that names of a module stand for, each with names in it still to be replaced."""
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(target, ast.Name) and node.value:
            yield target.id, node.value


def text(node, known, depth=0):
    """The text of an expression; `{}` for what is known only at run time."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text(part, known, depth) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return text(node.value, known, depth)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return text(node.left, known, depth) + text(node.right, known, depth)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return text(node.func.value, known, depth)
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", None)
    if name in known and depth < 5:
        return text(known[name], known, depth + 1)
    return "{}"


def assigned(body, name):
    """The value of a class's attribute."""
    for node in body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and any(isinstance(t, ast.Name) and t.id == name for t in targets):
            return node.value
    return None


def answers(body):
    """Whether a class answers GET by itself: with a method, or with another one by that name."""
    methods = {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
    return bool(methods & METHODS) or any(assigned(body, name) is not None for name in METHODS)


def written(folder):
    """The paths of the views in the sources."""
    core_constants = dict(constants(ast.parse((folder / "const.py").read_text())))
    for package in sorted((folder / "components").iterdir()):
        files = [] if not package.is_dir() else sorted(package.rglob("*.py"))
        sources = {file: file.read_text() for file in files}
        # Parsing all of them would take a minute; one in ten has views.
        if not any("View" in source and "url" in source for source in sources.values()):
            continue
        wanted = lambda file, source: "View" in source or file.stem in ("const", "__init__")  # noqa: E731
        trees = [ast.parse(source) for file, source in sources.items() if wanted(file, source)]
        known = dict(core_constants)
        for tree in trees:
            known.update(constants(tree))
        classes = {node.name: node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}

        def chain(node, seen=()):
            yield node
            for base in node.bases:
                name = base.id if isinstance(base, ast.Name) else getattr(base, "attr", "")
                if name in classes and name not in seen:
                    yield from chain(classes[name], (*seen, name))

        for node in classes.values():
            family = list(chain(node))
            names = {getattr(base, "id", getattr(base, "attr", "")) for each in family for base in each.bases}
            if not any(name.endswith("View") for name in names) or not any(answers(each.body) for each in family):
                continue
            for each in family:
                if (url := assigned(each.body, "url")) is not None:
                    yield text(url, known)
                    more = assigned(each.body, "extra_urls")
                    yield from (text(one, known) for one in getattr(more, "elts", []))
                    break


class Views(HomeAssistantView):
    """Tells the table."""

    url = "/api/http_views"
    name = "api:http_views"

    async def get(self, request):
        """One path a line."""
        hass = request.app[KEY_HASS]
        sources = await hass.async_add_executor_job(lambda: list(written(Path(homeassistant.__file__).parent)))
        # A class to inherit from has no path of its own; the router knows some paths without their patterns.
        paths = {re.sub(r"\{(\w+):(?:[^{}]|\{[^{}]*\})*\}", r"{\1}", path) for path in [*routed(hass.http.app), *sources]}
        paths = {path for path in paths if path.startswith("/")}
        return web.Response(text="".join(f"{path}\n" for path in sorted(paths)))


async def async_setup(hass, config):
    """Registers the view."""
    hass.http.register_view(Views)
    return True
