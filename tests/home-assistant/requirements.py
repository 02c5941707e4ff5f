"""Prints what Home Assistant would install at run time for the components that the tests load.

usage: requirements.py PATH_OF_THE_INSTALLED_PACKAGE

Follows dependencies and after_dependencies of the manifests, as Home Assistant itself does on start.
"""

import json
import pathlib
import re
import sys

CONFIGURED = [
    "homeassistant", "persistent_notification", "isal", "network", "system_log", "websocket_api", "auth", "onboarding",
    "config", "api", "lovelace", "search", "system_health", "demo", "sun", "history", "logbook", "recorder",
]

package = pathlib.Path(sys.argv[1])
bootstrap = (package / "bootstrap.py").read_text()
default = re.findall(r'^    "(\w+)"', re.search(r"DEFAULT_INTEGRATIONS = \{(.*?)\n\}", bootstrap, re.S).group(1), re.M)
platforms = re.findall(r' = "(\w+)"', (package / "generated" / "entity_platforms.py").read_text())
imported = re.findall(r"^    (\w+) as \w+_(?:pre_)?import", bootstrap, re.M)

open_components = {*CONFIGURED, *default, *platforms, *imported} - {"default_config"}
seen = set()
requirements = set()
while open_components:
    component = open_components.pop()
    manifest = package / "components" / component / "manifest.json"
    if component in seen or not manifest.exists():
        continue
    seen.add(component)
    said = json.loads(manifest.read_text())
    requirements.update(said.get("requirements", ()))
    open_components.update(said.get("dependencies", []), said.get("after_dependencies", []))
print("\n".join(sorted(requirements, key=str.lower)))
