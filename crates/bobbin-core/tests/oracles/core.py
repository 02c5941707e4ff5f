"""Home Assistant Core's reading of YAML, as a server on standard input and output.

One JSON request a line: {"text": "..."} or {"file": "/path/of/a/file"}. One JSON answer a line: {"ok": "<JSON>"} or
{"error": "..."}.

The rules are those of Home Assistant's loader (annotatedyaml): the C loader first, the Python loader where
that fails, mappings as ordered pairs of which the last of equal keys wins, keys that can be hashed. Tags that
need the world stay as the text they are, as bobbin_core::yaml::parse leaves them, except that a file is read with
what it includes, from wherever that is. JSON is written by orjson, as
Home Assistant does: 64 bits for whole numbers, 254 levels, keys as texts, dates in ISO form.
"""

import fnmatch
import json
import os
import sys

import orjson
import yaml


class Fails(Exception):
    """What the YAML library reads and Home Assistant cannot use."""


def mapping(loader, node):
    loader.flatten_mapping(node)
    pairs = loader.construct_pairs(node)
    for key, _ in pairs:
        try:
            hash(key)
        except TypeError as error:
            raise yaml.MarkedYAMLError(context=f"invalid key: {key}") from error
    return dict(pairs)


def sequence(loader, node):
    (items,) = loader.construct_yaml_seq(node)
    return items


def text(loader, node):
    if not isinstance(node.value, str):
        raise Fails("a text with the wrong kind of node")
    return node.value


def as_written(tag, needs_argument):
    def construct(loader, node):
        if not isinstance(node.value, str):
            raise Fails(f"{tag} on a collection")
        if needs_argument and not node.value.strip():
            raise Fails(f"{tag} needs an argument")
        return f"{tag} {node.value}"

    return construct


def including(tag, include):
    """A tag that brings files in where a file is read, and stays as written where a text is."""
    written = as_written(tag, True)

    def construct(loader, node):
        if loader.file is None:
            return written(loader, node)
        if not node.value:
            raise Fails(f"{tag} needs an argument")
        return include(os.path.join(os.path.dirname(loader.file), node.value))

    return construct


def include_file(path):
    value = read_file(path)
    return {} if value is None else value


def files_below(folder):
    for root, folders, files in os.walk(folder, topdown=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in sorted(files):
            if not name.startswith(".") and fnmatch.fnmatch(name, "*.yaml") and name != "secrets.yaml":
                yield os.path.join(root, name)


def include_list(folder):
    values = [read_file(path) for path in files_below(folder)]
    return [value for value in values if value is not None]


def include_merged_list(folder):
    values = [read_file(path) for path in files_below(folder)]
    return [item for value in values if isinstance(value, list) for item in value]


def include_named(folder):
    return {os.path.splitext(os.path.basename(path))[0]: include_file(path) for path in files_below(folder)}


def include_merged_named(folder):
    merged = {}
    for path in files_below(folder):
        value = read_file(path)
        if isinstance(value, dict):
            merged.update(value)
    return merged


def input_tag(loader, node):
    if not isinstance(node.value, str):
        raise Fails("!input on a collection")
    return {"name": node.value}


class CLoader(yaml.CSafeLoader):
    file = None


class PythonLoader(yaml.SafeLoader):
    file = None


INCLUDES = {
    "!include": include_file,
    "!include_dir_list": include_list,
    "!include_dir_merge_list": include_merged_list,
    "!include_dir_named": include_named,
    "!include_dir_merge_named": include_merged_named,
}


for kind in (CLoader, PythonLoader):
    kind.add_constructor("tag:yaml.org,2002:map", mapping)
    kind.add_constructor("tag:yaml.org,2002:seq", sequence)
    kind.add_constructor("tag:yaml.org,2002:str", text)
    kind.add_constructor("!input", input_tag)
    for name, include in INCLUDES.items():
        kind.add_constructor(name, including(name, include))
    kind.add_constructor("!env_var", as_written("!env_var", True))
    kind.add_constructor("!secret", as_written("!secret", False))


def read(source, file=None):
    def loader(kind):
        made = kind(source)
        made.file = file
        return made

    # Home Assistant opens its files as text, which turns every line break into a line feed.
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return yaml.load(source, Loader=lambda _: loader(CLoader))
    except yaml.YAMLError:
        return yaml.load(source, Loader=lambda _: loader(PythonLoader))


def read_file(path):
    with open(path, encoding="utf-8") as file:
        return read(file.read(), path)


def answer(request):
    if "file" not in request:
        sys.setrecursionlimit(100_000)
        return read(request["text"])
    # Files that include each other in a circle end at Python's own limit, as in Home Assistant.
    sys.setrecursionlimit(1_000)
    return read_file(request["file"])


def main():
    for line in sys.stdin:
        request = json.loads(line)
        try:
            told = {"ok": orjson.dumps(answer(request), option=orjson.OPT_NON_STR_KEYS).decode()}
        except RecursionError:
            told = {"error": "too deep"}
        except Exception as error:  # noqa: BLE001  Home Assistant fails on whatever is raised
            told = {"error": f"{type(error).__name__}: {str(error).splitlines()[:1]}"}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


main()
