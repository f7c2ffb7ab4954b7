#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A real receiver of webhooks and heartbeats for tests, on Python's own http.server.

    http_receiver.py --folder DIR [--port N] [--secret TEXT] [--tls]

With --tls it makes itself a certificate for localhost, DIR/certificate.pem, for clients to trust.

It announces "PORT n" on standard output once it listens, and ends when its standard input does.
Each request becomes DIR/NNNN.json (method, path, headers, body, signed, and what was done), written
whole. What it does is said a line at a time on standard input, for the next request each, oldest
first; with nothing said it answers 200:

    answer 503 some words       answer so
    hang                        say nothing and keep the connection
    cut                         close the connection without an answer
    default 500                 answer so from now on, when nothing else is said
"""
import argparse
import hashlib
import hmac
import json
import os
import ssl
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

options = argparse.ArgumentParser()
options.add_argument("--folder", required=True)
options.add_argument("--port", type=int, default=0)
options.add_argument("--secret", default="")
options.add_argument("--tls", action="store_true")
options = options.parse_args()

lock = threading.Lock()
orders = []
usual = ["answer 200"]
count = 0
end = threading.Event()


def is_signed(headers, body):
    """As a receiver should check: constant time, over the timestamp and the exact bytes."""
    text = headers.get("Dutyd-Timestamp", "").encode() + b"." + body
    wanted = "v1=" + hmac.new(options.secret.encode(), text, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted, headers.get("Dutyd-Signature", ""))


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def keep(self, body, order):
        global count
        with lock:
            count += 1
            number = count
        record = {
            "method": self.command, "path": self.path, "headers": dict(self.headers),
            "body": body.decode(), "signed": is_signed(self.headers, body), "order": order,
        }
        path = os.path.join(options.folder, f"{number:04}.json")
        with open(path + ".part", "w", encoding="utf-8") as file:
            json.dump(record, file)
        os.rename(path + ".part", path)

    def receive(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with lock:
            order = orders.pop(0) if orders and self.command != "HEAD" else usual[0]
        self.keep(body, order)
        words = order.split(" ", 2)
        if words[0] == "hang":
            end.wait()
        if words[0] in ("hang", "cut"):
            self.close_connection = True
            self.connection.close()
            return
        said = (words[2] if len(words) > 2 else "").encode()
        self.send_response(int(words[1]))
        if words[1].startswith("3"):
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(said)

    do_GET = do_POST = do_HEAD = receive


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


server = Server(("127.0.0.1", options.port), Receiver)
if options.tls:
    certificate, key = (os.path.join(options.folder, name) for name in ("certificate.pem", "key"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print("PORT", server.server_address[1], flush=True)
for line in sys.stdin:
    with lock:
        if line.startswith("default "):
            usual[0] = "answer " + line.split(" ", 1)[1].strip()
        else:
            orders.append(line.strip())
    print("ok", flush=True)
end.set()
