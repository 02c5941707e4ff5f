"""Starts Home Assistant on a fresh configuration, onboards it, and writes its tokens.

usage: onboard.py CONFIG_FOLDER OUT.json

Leaves CONFIG_FOLDER with an owner and a user who is no administrator, a long-lived token of each in OUT.json, and
the server stopped in good order: its delayed writes are on disk, so the folder can be copied.
"""

import asyncio
import json
import pathlib
import signal
import socket
import subprocess
import sys
import time

import aiohttp

CONFIG, OUT = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
PATIENCE = 300.0


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


PORT = free_port()
URL = f"http://127.0.0.1:{PORT}"
CLIENT = URL + "/"


def write_http_settings():
    storage = CONFIG / ".storage"
    storage.mkdir(exist_ok=True)
    stable = {
        "server_host": ["127.0.0.1"], "server_port": PORT, "cors_allowed_origins": [], "login_attempts_threshold": -1,
        "ip_ban_enabled": False, "ssl_profile": "intermediate_v6", "use_x_frame_options": True,
        "created_at": "2026-01-01T00:00:00+00:00", "error": None, "error_message": None,
    }
    data = {"stable": stable, "pending": None, "yaml_migration_done": True}
    (storage / "http").write_text(json.dumps({"version": 3, "minor_version": 1, "key": "http", "data": data}))


class Socket:
    def __init__(self, session):
        self.session = session
        self.id = 0

    async def authenticate(self, token):
        self.ws = await self.session.ws_connect(URL + "/api/websocket", max_msg_size=0)
        await self.ws.receive_json()
        await self.ws.send_json({"type": "auth", "access_token": token})
        answer = await self.ws.receive_json()
        if answer["type"] != "auth_ok":
            raise SystemExit(f"a fresh token was refused: {answer}")
        return answer["ha_version"]

    async def command(self, type, **fields):
        self.id += 1
        await self.ws.send_json({"id": self.id, "type": type, **fields})
        while True:
            answer = await self.ws.receive_json()
            if answer.get("id") == self.id and answer["type"] == "result":
                if not answer["success"]:
                    raise SystemExit(f"{type} was refused: {answer}")
                return answer["result"]


async def exchange(session, code):
    form = {"grant_type": "authorization_code", "code": code, "client_id": CLIENT}
    async with session.post(URL + "/auth/token", data=form) as answer:
        answer.raise_for_status()
        return (await answer.json())["access_token"]


async def log_in(session, username, password):
    start = {"client_id": CLIENT, "handler": ["homeassistant", None], "redirect_uri": CLIENT}
    async with session.post(URL + "/auth/login_flow", json=start) as answer:
        flow = (await answer.json())["flow_id"]
    form = {"client_id": CLIENT, "username": username, "password": password}
    async with session.post(f"{URL}/auth/login_flow/{flow}", json=form) as answer:
        return await exchange(session, (await answer.json())["result"])


async def long_lived(session, access, name):
    socket = Socket(session)
    version = await socket.authenticate(access)
    token = await socket.command("auth/long_lived_access_token", client_name=name, lifespan=3650)
    await socket.ws.close()
    return token, version


async def answered(session, server):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"Home Assistant ended with {server.returncode}")
        try:
            async with session.get(URL + "/api/onboarding") as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.1)
    raise SystemExit(f"Home Assistant did not answer within {PATIENCE:.0f} s")


async def running(session, token):
    headers = {"Authorization": f"Bearer {token}"}
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        async with session.get(URL + "/api/config", headers=headers) as answer:
            if (await answer.json()).get("state") == "RUNNING":
                return
        await asyncio.sleep(0.1)
    raise SystemExit(f"Home Assistant was not running within {PATIENCE:.0f} s")


async def onboard(server):
    async with aiohttp.ClientSession() as session:
        await answered(session, server)
        owner = {"client_id": CLIENT, "name": "Owner", "username": "owner", "password": "owner-password", "language": "en"}
        async with session.post(URL + "/api/onboarding/users", json=owner) as answer:
            answer.raise_for_status()
            access = await exchange(session, (await answer.json())["auth_code"])
        headers = {"Authorization": f"Bearer {access}"}
        for step, body in (("core_config", {}), ("analytics", {}), ("integration", {"client_id": CLIENT, "redirect_uri": CLIENT})):
            async with session.post(f"{URL}/api/onboarding/{step}", json=body, headers=headers) as answer:
                answer.raise_for_status()
        token, version = await long_lived(session, access, "tests")
        socket = Socket(session)
        await socket.authenticate(token)
        created = await socket.command("config/auth/create", name="Plain", group_ids=["system-users"], local_only=False)
        await socket.command(
            "config/auth_provider/homeassistant/create", user_id=created["user"]["id"], username="plain", password="plain-password"
        )
        await socket.ws.close()
        user_token, _ = await long_lived(session, await log_in(session, "plain", "plain-password"), "tests")
        await running(session, token)
        OUT.write_text(json.dumps({"version": version, "token": token, "user_token": user_token}))


def main():
    write_http_settings()
    command = [sys.executable, "-m", "homeassistant", "-c", str(CONFIG), "--skip-pip"]
    with (CONFIG / "output").open("w") as output:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        asyncio.run(onboard(server))
        server.send_signal(signal.SIGTERM)
        server.wait(60)
    finally:
        if server.poll() is None:
            server.kill()


main()
