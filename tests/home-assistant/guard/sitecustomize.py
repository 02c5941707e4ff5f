"""Keeps a test's Home Assistant harmless: it reaches only loopback and never outlives the process that started it.

Python imports this module by its name at its start if its folder is on PYTHONPATH. With BOBBIN_TEST_LEASH set, stdin is
a pipe whose other end belongs to the test process. When that process ends, for whatever reason, the pipe closes; the
server then stops and removes its configuration folder, which the variable names.
"""

import os
import shutil
import socket
import threading


def _follow(folder):
    while os.read(0, 4096):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if _folder := os.environ.pop("BOBBIN_TEST_LEASH", None):
    threading.Thread(target=_follow, args=(_folder,), daemon=True).start()


def _is_loopback(address):
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    return host.startswith("127.") or host in ("::1", "localhost", "", "0.0.0.0", "::")


class _LoopbackSocket(socket.socket):
    def connect(self, address):
        if not _is_loopback(address):
            raise OSError(101, "network is unreachable (a test never leaves loopback)")
        return super().connect(address)

    def connect_ex(self, address):
        return super().connect_ex(address) if _is_loopback(address) else 101

    def sendto(self, data, *args):
        if args and not _is_loopback(args[-1]):
            raise OSError(101, "network is unreachable (a test never leaves loopback)")
        return super().sendto(data, *args)


_getaddrinfo = socket.getaddrinfo


def _resolve(host, *args, **kwargs):
    name = host.decode() if isinstance(host, bytes) else host
    if name and name != "localhost" and not name.replace(".", "").isdigit() and ":" not in name:
        raise socket.gaierror(socket.EAI_NONAME, "no such name (a test never leaves loopback)")
    return _getaddrinfo(host, *args, **kwargs)


socket.socket = _LoopbackSocket
socket.getaddrinfo = _resolve

try:  # pycares opens its sockets in C, so it has to ask a closed port of this machine
    import pycares
except ImportError:
    pass
else:

    class _LoopbackChannel(pycares.Channel):
        def __init__(self, *args, **kwargs):
            kwargs.update(servers=["127.0.0.1"], udp_port=9, tcp_port=9, timeout=0.2, tries=1)
            super().__init__(*args, **kwargs)

    pycares.Channel = _LoopbackChannel
