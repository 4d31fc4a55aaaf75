"""A node that answers as a test has it: what somebody's machine could say to anybody who asks."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


@contextmanager
def answering(answer):
    """Serve one text as the answer to everything, or answers by the method that is called, made
    anew each time if they are functions; yield the URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = self.rfile.read(int(self.headers["content-length"]))
            body = (answer if isinstance(answer, str) else _answer(json.loads(asked))).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    def _answer(asked):
        told = answer[asked["method"]]
        result = told() if callable(told) else told
        return json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": result})

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
