//! Servers of gevent's with `curl` as their client. Where there is no `curl` the test says so, and is over.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

const SERVERS: &str = r#"
import gevent
from gevent import pywsgi
from gevent.server import StreamServer

def application(environ, start_response):
    body = environ["wsgi.input"].read()
    path = environ["PATH_INFO"]
    if path == "/missing":
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b"nothing there\n"]
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Method", environ["REQUEST_METHOD"])])
    if path == "/slow":
        gevent.sleep(0.05)
    if path == "/pieces":
        return (b"piece %d\n" % i for i in range(3))
    return [f"{path}?{environ['QUERY_STRING']} {len(body)} {body[:20].decode()}\n".encode()]

def stream(sock, address):
    with sock, sock.makefile("rwb") as f:
        request = f.readline().decode().split()
        while f.readline() not in (b"\r\n", b""):
            pass
        f.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n" + " ".join(request[:2]).encode() + b"\n")
        f.flush()

web = pywsgi.WSGIServer(("127.0.0.1", 0), application, log=None)
web.start()
plain = StreamServer(("127.0.0.1", 0), stream)
plain.start()
print(web.server_port, plain.server_port, flush=True)
web.serve_forever()
"#;

/// The servers, which end with the test.
struct Servers(Child);

impl Drop for Servers {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn curl(args: &[&str]) -> String {
    let output = Command::new("curl").args(["-sS", "--noproxy", "*", "--max-time", "30"]).args(args).output();
    let output = output.expect("curl starts");
    assert!(output.status.success(), "curl {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn curl_is_served() {
    if Command::new("curl").arg("--version").stdout(Stdio::null()).status().is_err() {
        eprintln!("skipped: there is no curl");
        return;
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_pausa"));
    let child = command.args(["-c", SERVERS]).stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut servers = Servers(child.expect("the servers start"));
    let mut line = String::new();
    let out = servers.0.stdout.take().expect("its output is a pipe");
    BufReader::new(out).read_line(&mut line).expect("the servers tell their ports");
    let ports: Vec<&str> = line.split_whitespace().collect();
    let [web, plain] = ports[..] else { panic!("no ports: {line:?}") };
    let at = |path: &str| format!("http://127.0.0.1:{web}{path}");

    assert_eq!(curl(&[&at("/a%20b?x=1")]), "/a b?x=1 0 \n");
    assert_eq!(curl(&["-d", "name=value", &at("/form")]), "/form? 10 name=value\n");
    assert_eq!(curl(&["-X", "PUT", "-T", "-", &at("/empty")]), "/empty? 0 \n");
    let body = "x".repeat(3_000);
    let headers = ["-H", "Transfer-Encoding: chunked", "-H", "Expect: 100-continue"];
    let chunked = [&headers[..], &["-d", &body]].concat();
    assert_eq!(curl(&[&chunked[..], &[&at("/big")]].concat()), format!("/big? 3000 {}\n", &body[..20]));
    assert_eq!(curl(&[&at("/pieces")]), "piece 0\npiece 1\npiece 2\n");
    assert_eq!(curl(&["-0", &at("/pieces")]), "piece 0\npiece 1\npiece 2\n");
    let head = curl(&["-I", &at("/head")]);
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && head.contains("X-Method: HEAD\r\n"), "{head}");
    assert_eq!(curl(&["-w", "%{http_code}\n", &at("/missing")]), "nothing there\n404\n");
    // One connection for several requests.
    let several = ["-w", "%{num_connects}\n", &at("/1"), &at("/2")];
    assert_eq!(curl(&several), "/1? 0 \n1\n/2? 0 \n0\n");
    // Several at once.
    let all: Vec<Child> = (0..8)
        .map(|i| {
            let url = at(&format!("/slow?{i}"));
            let args = ["-sS", "--noproxy", "*", "--max-time", "30", &url];
            Command::new("curl").args(args).stdout(Stdio::piped()).spawn().expect("curl starts")
        })
        .collect();
    for (i, child) in all.into_iter().enumerate() {
        let output = child.wait_with_output().expect("curl ends");
        assert_eq!(String::from_utf8_lossy(&output.stdout), format!("/slow?{i} 0 \n"));
    }
    assert_eq!(curl(&[&format!("http://127.0.0.1:{plain}/stream")]), "GET /stream\n");
}
