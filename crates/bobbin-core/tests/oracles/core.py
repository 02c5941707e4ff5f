"""Home Assistant Core's reading of YAML, as a server on standard input and output.

One JSON request a line: {"text": "..."}. One JSON answer a line: {"ok": "<JSON>"} or {"error": "..."}.

The rules are those of Home Assistant's loader (annotatedyaml): the C loader first, the Python loader where
that fails, mappings as ordered pairs of which the last of equal keys wins, keys that can be hashed. Tags that
need the world stay as the text they are, as bobbin_core::yaml::parse leaves them. JSON as orjson writes it:
64 bits for whole numbers, no more than 254 levels, keys as texts, dates in ISO form.
"""

import datetime
import json
import math
import sys

import yaml

DEEPEST = 250


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


def key_text(key):
    if isinstance(key, str):
        return key
    if key is None:
        return "null"
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, float):
        return repr(key) if math.isfinite(key) else "null"
    if isinstance(key, int):
        return str(key)
    if isinstance(key, (datetime.date, datetime.datetime)):
        return key.isoformat()
    raise Fails("a key that JSON cannot hold")


def plain(value, depth=0):
    if depth > DEEPEST:
        raise Fails("too deep")
    if value is None or isinstance(value, (bool, str)):
        if isinstance(value, str):
            value.encode("utf-8")
        return value
    if isinstance(value, int):
        if not -(2**63) <= value < 2**64:
            raise Fails("integer exceeds 64-bit range")
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {key_text(key): plain(item, depth + 1) for key, item in value.items()}
    raise Fails(f"JSON cannot hold {type(value)}")


def read(source):
    # Home Assistant opens its files as text, which turns every line break into a line feed.
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return plain(yaml.load(source, Loader=CLoader))
    except yaml.YAMLError:
        return plain(yaml.load(source, Loader=PythonLoader))


def main():
    sys.setrecursionlimit(100_000)
    for line in sys.stdin:
        source = json.loads(line)["text"]
        try:
            answer = {"ok": json.dumps(read(source), ensure_ascii=False)}
        except RecursionError:
            answer = {"error": "too deep"}
        except Exception as error:  # noqa: BLE001  Home Assistant fails on whatever is raised
            answer = {"error": f"{type(error).__name__}: {str(error).splitlines()[:1]}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


main()
