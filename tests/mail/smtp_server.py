#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A real SMTP server for tests and the demo, on aiosmtpd (Debian: python3-aiosmtpd).

Every message it accepts becomes two files in FOLDER, numbered from 000001 in order of arrival:
  new/000001.eml    the bytes exactly as they came (RFC 5322, dot-stuffing undone)
  new/000001.json   the envelope and the message as Python's own mail parser reads it
The .json is in place before the .eml, and both appear by rename, so a reader never sees half.

On standard output it says `listening HOST PORT` once it takes connections; --port-file gets the
port, also by rename. With --control it obeys lines on standard input (`fault ...`, `clear`,
`played N`, `forget`, `quit`) with one line `ok` or `error ...` each, and stops when the input ends,
so that it never outlives the program that started it.

A fault is one line of words, KEY=VALUE, quoted as in a shell:
  at=STAGE      connect, helo, ehlo, starttls, auth, mail, rcpt, data (the command), body (after
                the final dot) or quit
  reply=TEXT    answer with this, for example reply='450 4.2.1 come back later'
  drop          close the connection without an answer; at=body the message has been kept first
  lose          at=body: close the connection, and keep nothing
  hang          never answer; the connection stays open
  wait=SECONDS  answer as usual, but later
  to=ADDRESS    only for this recipient (rcpt, data, body)
  times=N       only the first N times (default: always)
The first fault that fits is used; `clear` removes all; `played N` is answered once N faults have
been played since the start; `forget` deletes the received messages.
"""

import argparse
import asyncio
import email
import email.header
import email.policy
import email.utils
import json
import logging
import os
import pathlib
import shlex
import signal
import ssl
import subprocess
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

STAGES = ("connect", "helo", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "body", "quit")


class Fault:
    """One planned misbehaviour; see the top of the file for its words."""

    def __init__(self, line):
        self.stage = self.action = self.recipient = None
        self.argument = ""
        self.left = None
        for word in shlex.split(line):
            key, _, value = word.partition("=")
            if key == "at" and value in STAGES:
                self.stage = value
            elif key in ("reply", "wait") and value:
                self.action, self.argument = key, value
            elif word in ("drop", "lose", "hang"):
                self.action = word
            elif key == "to" and value:
                self.recipient = value.lower()
            elif key == "times" and value.isdigit():
                self.left = int(value)
            else:
                raise ValueError(f"'{word}' is not a word of a fault")
        if not self.stage or not self.action:
            raise ValueError("a fault needs at=STAGE and one of reply=, drop, lose, hang, wait=")

    def fits(self, stage, recipients):
        wanted = self.recipient is None or self.recipient in recipients
        return self.stage == stage and self.left != 0 and wanted


class Faults:
    def __init__(self, lines):
        self.faults = [Fault(line) for line in lines]
        self.played = 0
        self.changed = asyncio.Event()

    def take(self, stage, recipients=()):
        """The fault to play now, counted as played, or None."""
        for fault in self.faults:
            if fault.fits(stage, [address.lower() for address in recipients]):
                if fault.left is not None:
                    fault.left -= 1
                self.played += 1
                self.changed.set()
                return fault
        return None

    async def wait_for(self, count):
        while self.played < count:
            self.changed.clear()
            await self.changed.wait()


class Folder:
    """Where received messages are kept."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        for name in ("tmp", "new"):
            (self.path / name).mkdir(parents=True, exist_ok=True)
        numbers = [int(old.stem) for old in (self.path / "new").glob("[0-9]*.eml")]
        self.number = max(numbers, default=0)

    def _place(self, name, data):
        (self.path / "tmp" / name).write_bytes(data)
        os.rename(self.path / "tmp" / name, self.path / "new" / name)

    def keep(self, envelope, session):
        self.number += 1
        name = f"{self.number:06d}"
        about = describe(envelope, session)
        about["file"] = f"{name}.eml"
        text = json.dumps(about, indent=1, ensure_ascii=True) + "\n"
        self._place(f"{name}.json", text.encode("ascii"))
        self._place(f"{name}.eml", envelope.original_content)

    def forget(self):
        for old in (self.path / "new").iterdir():
            old.unlink()


def part_text(message, kind):
    part = message.get_body(preferencelist=(kind,))
    return part.get_content() if part is not None else ""


def display_name(content, header):
    """Through Python's older parser: the newer one adds and drops spaces between encoded words."""
    raw = email.message_from_bytes(content)[header] or ""
    name = email.utils.parseaddr(raw.replace("\r\n", ""))[0]
    return str(email.header.make_header(email.header.decode_header(name)))


def describe(envelope, session):
    """The envelope and the message, read by a parser that shares no code with the sender."""
    message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
    defects = [repr(defect) for part in message.walk() for defect in part.defects]
    defects += [repr(defect) for value in message.values() for defect in value.defects]
    return {
        "envelope_from": envelope.mail_from,
        "envelope_to": list(envelope.rcpt_tos),
        "helo": session.host_name or "",
        "tls": session.over_tls,
        "user": session.login_data_name if hasattr(session, "login_data_name") else "",
        "connection": session.connection_number,
        "subject": message["subject"] or "",
        "from": message["from"] or "",
        "to": message["to"] or "",
        "from_name": display_name(envelope.original_content, "from"),
        "to_name": display_name(envelope.original_content, "to"),
        "message_id": message["message-id"] or "",
        "references": (message["references"] or "").split(),
        "headers": [[name, str(value)] for name, value in message.items()],
        "text": part_text(message, "plain"),
        "html": part_text(message, "html"),
        "defects": defects,
    }


class Server(SMTP):
    """aiosmtpd's server with a fault possible before every answer."""

    connections = 0

    def __init__(self, handler, options, tls_context):
        self.options = options
        self.faults = handler.faults
        wants_login = options.user is not None
        super().__init__(
            handler,
            hostname="mail.test",
            ident="dutyd test server",
            data_size_limit=options.size_max,
            tls_context=tls_context if options.tls == "starttls" else None,
            require_starttls=options.tls == "starttls" and not options.starttls_optional,
            auth_required=wants_login,
            auth_require_tls=options.tls == "starttls",
            authenticator=self.check_login if wants_login else None,
            auth_exclude_mechanism=[
                name for name in ("PLAIN", "LOGIN") if name not in options.auth.split(",")
            ],
        )

    def check_login(self, server, session, envelope, mechanism, data):
        name, password = data.login.decode(), data.password.decode()
        good = name == self.options.user and password == self.options.password
        if good:
            session.login_data_name = name
        return AuthResult(success=good, handled=False)

    def _create_session(self):
        session = super()._create_session()
        if self._original_transport is None:
            Server.connections += 1
        session.connection_number = Server.connections
        session.over_tls = self._original_transport is not None or self.options.tls == "implicit"
        return session

    async def play(self, stage, recipients=()):
        """Plays the fault planned for this stage. True: the usual answer must not be given."""
        fault = self.faults.take(stage, recipients)
        if fault is None:
            return False
        if fault.action == "wait":
            await asyncio.sleep(float(fault.argument))
            return False
        if fault.action == "hang":
            await asyncio.Event().wait()
        if fault.action in ("drop", "lose"):
            self.transport.abort()
            raise asyncio.CancelledError
        await super().push(fault.argument)
        return True

    async def push(self, status):
        if self.greeting_due and await self.play("connect"):
            self.greeting_due = False
            self.transport.close()
            return
        self.greeting_due = False
        await super().push(status)

    async def _handle_client(self):
        self.greeting_due = True
        await super()._handle_client()

    async def smtp_HELO(self, arg):
        if not await self.play("helo"):
            await super().smtp_HELO(arg)

    async def smtp_EHLO(self, arg):
        if not await self.play("ehlo"):
            await super().smtp_EHLO(arg)

    async def smtp_STARTTLS(self, arg):
        if not await self.play("starttls"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg):
        if not await self.play("auth"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg):
        if not await self.play("mail"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        address = self._getaddr(arg.partition(":")[2].strip())[0] or ""
        if not await self.play("rcpt", [address]):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if not await self.play("data", self.envelope.rcpt_tos):
            await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg):
        if not await self.play("quit"):
            await super().smtp_QUIT(arg)


class Handler:
    def __init__(self, folder, faults):
        self.folder = folder
        self.faults = faults

    async def handle_DATA(self, server, session, envelope):
        fault = self.faults.take("body", envelope.rcpt_tos)
        action = fault.action if fault else None
        if action == "reply":
            return fault.argument
        if action == "hang":
            await asyncio.Event().wait()
        if action == "wait":
            await asyncio.sleep(float(fault.argument))
        if action != "lose":
            self.folder.keep(envelope, session)
        if action in ("drop", "lose"):
            server.transport.abort()
            raise asyncio.CancelledError
        return "250 2.0.0 kept"


def make_certificates(folder, name):
    """A certificate authority of our own and a server certificate for NAME, made by openssl."""
    folder.mkdir(parents=True, exist_ok=True)
    alternative = f"IP:{name}" if name.replace(".", "").isdigit() else f"DNS:{name}"

    def openssl(*words):
        command = ["openssl", *words]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}\n{done.stderr}")

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    (folder / "server.ext").write_text(
        f"subjectAltName={alternative}\nbasicConstraints=CA:FALSE\n"
        "authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n"
    )
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2",
            "-subj", "/CN=dutyd test authority")
    openssl("req", *key, "-keyout", "server.key", "-out", "server.csr", "-subj", f"/CN={name}")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-set_serial", "1", "-out", "server.pem", "-days", "2", "-extfile", "server.ext")


def make_tls_context(options):
    if options.tls == "none":
        return None
    folder = pathlib.Path(options.certificates)
    if not (folder / "server.pem").exists():
        make_certificates(folder, options.certificate_name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return context


async def obey(line, handler):
    """Does what one control line says; gives the line to answer."""
    words = line.split(maxsplit=1)
    try:
        if words[0] == "fault":
            handler.faults.faults.append(Fault(words[1]))
        elif words[0] == "clear":
            handler.faults.faults.clear()
        elif words[0] == "forget":
            handler.folder.forget()
        elif words[0] == "played":
            await handler.faults.wait_for(int(words[1]))
        elif words[0] == "quit":
            return None
        else:
            return f"error '{words[0]}' is not a command: fault, clear, played, forget, quit"
    except (IndexError, ValueError, OSError) as error:
        return f"error {error}"
    return "ok"


async def control(handler, stop):
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := (await reader.readline()).decode():
        answer = await obey(line, handler) if line.strip() else "error an empty line"
        if answer is None:
            break
        print(answer, flush=True)
    stop.set()


def announce(options, port):
    if options.port_file:
        temporary = options.port_file + ".new"
        pathlib.Path(temporary).write_text(f"{port}\n", encoding="ascii")
        os.rename(temporary, options.port_file)
    print(f"listening {options.host} {port}", flush=True)


async def serve(options):
    handler = Handler(Folder(options.folder), Faults(options.fault))
    tls_context = make_tls_context(options)
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    listener = await loop.create_server(
        lambda: Server(handler, options, tls_context),
        options.host,
        options.port,
        ssl=tls_context if options.tls == "implicit" else None,
    )
    announce(options, listener.sockets[0].getsockname()[1])
    task = asyncio.create_task(control(handler, stop)) if options.control else None
    await stop.wait()
    del task
    # Connections that hang on purpose must not keep the server alive.
    sys.stdout.flush()
    os._exit(0)


def read_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--folder", required=True, metavar="DIR", help="where received messages are kept")
    add("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    add("--port", type=int, default=0, help="port to listen on; 0: any free one (default)")
    add("--port-file", metavar="FILE", help="write the port here once it is listening")
    add("--tls", choices=("none", "starttls", "implicit"), default="none")
    add("--starttls-optional", action="store_true", help="also take mail without STARTTLS")
    add("--certificates", metavar="DIR",
        help="ca.pem, server.pem and server.key; made there by openssl if missing")
    add("--certificate-name", default="localhost", metavar="NAME",
        help="the name or IPv4 address a new certificate is for (default localhost)")
    add("--user", help="require this login")
    add("--password", default="", help="and this password")
    add("--auth", default="PLAIN,LOGIN", help="mechanisms to offer (default PLAIN,LOGIN)")
    add("--size-max", type=int, default=33554432, metavar="BYTES", help="largest message taken")
    add("--fault", action="append", default=[], metavar="WORDS", help="misbehave: see above")
    add("--control", action="store_true", help="obey standard input; stop when it ends")
    options = parser.parse_args()
    if options.tls != "none" and not options.certificates:
        parser.error("--tls needs --certificates DIR")
    return options


def main():
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    options = read_options()
    try:
        asyncio.run(serve(options))
    except (OSError, ValueError) as error:
        sys.exit(f"smtp_server.py: {error}")


if __name__ == "__main__":
    main()
