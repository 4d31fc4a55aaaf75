"""A node that answers as a test has it: what somebody's machine could say to anybody who asks."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def serving(respond):
    """Let `respond` answer each question, with a status, headers and a text; yield the URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = self.rfile.read(int(self.headers["content-length"]))
            status, headers, text = respond(json.loads(asked))
            body = text.encode()
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def answering(answer):
    """Serve one text as the answer to everything, or answers by the method that is called, made
    anew each time if they are functions."""

    def respond(asked):
        if isinstance(answer, str):
            return 200, {}, answer
        told = answer[asked["method"]]
        result = told() if callable(told) else told
        return 200, {}, json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": result})

    return serving(respond)
