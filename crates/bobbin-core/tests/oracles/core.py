"""Home Assistant Core's reading of YAML, as a server on standard input and output.

One JSON request a line: {"text": "..."}. One JSON answer a line: {"ok": "<JSON>"} or {"error": "..."}.

The rules are those of Home Assistant's loader (annotatedyaml): the C loader first, the Python loader where
that fails, mappings as ordered pairs of which the last of equal keys wins, keys that can be hashed. Tags that
need the world stay as the text they are, as bobbin_core::yaml::parse leaves them. JSON is written by orjson, as
Home Assistant does: 64 bits for whole numbers, 254 levels, keys as texts, dates in ISO form.
"""

import json
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


def input_tag(loader, node):
    if not isinstance(node.value, str):
        raise Fails("!input on a collection")
    return {"name": node.value}


class CLoader(yaml.CSafeLoader):
    pass


class PythonLoader(yaml.SafeLoader):
    pass


for kind in (CLoader, PythonLoader):
    kind.add_constructor("tag:yaml.org,2002:map", mapping)
    kind.add_constructor("tag:yaml.org,2002:seq", sequence)
    kind.add_constructor("tag:yaml.org,2002:str", text)
    kind.add_constructor("!input", input_tag)
    for name in (
        "!include",
        "!include_dir_list",
        "!include_dir_merge_list",
        "!include_dir_named",
        "!include_dir_merge_named",
        "!env_var",
    ):
        kind.add_constructor(name, as_written(name, True))
    kind.add_constructor("!secret", as_written("!secret", False))


def read(source):
    # Home Assistant opens its files as text, which turns every line break into a line feed.
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return yaml.load(source, Loader=CLoader)
    except yaml.YAMLError:
        return yaml.load(source, Loader=PythonLoader)


def main():
    sys.setrecursionlimit(100_000)
    for line in sys.stdin:
        source = json.loads(line)["text"]
        try:
            answer = {"ok": orjson.dumps(read(source), option=orjson.OPT_NON_STR_KEYS).decode()}
        except RecursionError:
            answer = {"error": "too deep"}
        except Exception as error:  # noqa: BLE001  Home Assistant fails on whatever is raised
            answer = {"error": f"{type(error).__name__}: {str(error).splitlines()[:1]}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


main()
