namespace EdgeGateway.Scenarios.Framing;

/// <summary>
/// Odd requests with one reading: the target that the origin must receive, byte for byte, and the body. HOP marks what
/// belongs to the client's connection alone.
/// </summary>
internal static class AcceptedRequests
{
    private const string Head = " HTTP/1.1\r\nHost: a.test\r\n";

    public static readonly (string Name, string Target, string Text, string Body)[] All =
    [
        ("plain chunks", "{t}", Post("Transfer-Encoding: chunked", "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"), "abc"),
        ("coding in upper case", "{t}", Post("Transfer-Encoding: CHUNKED", "2\r\nab\r\n0\r\n\r\n"), "ab"),
        ("coding after a tab", "{t}", Post("Transfer-Encoding:\tchunked", "2\r\nab\r\n0\r\n\r\n"), "ab"),
        ("chunk with an extension", "{t}", Post("Transfer-Encoding: chunked", "2;a=b\r\nab\r\n0\r\n\r\n"), "ab"),
        ("B-019 trailers", "{t}", Post("Transfer-Encoding: chunked", "2\r\nab\r\n0\r\nHost: HOP.test\r\nX-A: HOP\r\n\r\n"), "ab"),
        ("length between blanks", "{t}", Post("Content-Length: \t2 ", "ab"), "ab"),
        ("length with zeros", "{t}", Post("Content-Length: 002", "ab"), "ab"),
        ("GET with length 0", "{t}", Get("Content-Length: 0"), ""),
        ("POST of nothing", "{t}", Post("Content-Length: 0", ""), ""),
        ("expectation we meet", "{t}", Post("Expect: 100-continue\r\nContent-Length: 2", "ab"), "ab"),
        ("expectation in upper case", "{t}", Post("Expect: 100-Continue\r\nContent-Length: 2", "ab"), "ab"),
        ("unknown method", "{t}", "PROPFIND {t}" + Head + "Depth: 0\r\n\r\n", ""),
        ("method with a hyphen", "{t}", "M-SEARCH {t}" + Head + "\r\n", ""),
        ("HEAD", "{t}", "HEAD {t}" + Head + "\r\n", ""),
        ("OPTIONS", "{t}", "OPTIONS {t}" + Head + "\r\n", ""),
        ("HTTP/1.0", "{t}", "GET {t} HTTP/1.0\r\nHost: a.test\r\n\r\n", ""),
        ("upgrade to h2c", "{t}", Get("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: HOP"), ""),
        ("upgrade to something", "{t}", Get("Connection: Upgrade\r\nUpgrade: HOP/1"), ""),
        ("options of the connection", "{t}", Get("Connection: Keep-Alive,, TE\r\nConnection: close"), ""),
        ("hop-by-hop fields", "{t}", Get("Keep-Alive: HOP\r\nProxy-Connection: HOP\r\nTE: trailers\r\nTrailer: HOP"), ""),
        ("B-010 bytes above 7F", "{t}", Get("X-A: \u00ff\u0080caf\u00e9"), ""),
        ("tab in a value", "{t}", Get("X-A: a\tb"), ""),
        ("empty value", "{t}", Get("X-A:"), ""),
        ("B-040 host in capitals with a dot", "{t}", "GET {t} HTTP/1.1\r\nHost: A.TEST.\r\n\r\n", ""),
        ("host with a port", "{t}", "GET {t} HTTP/1.1\r\nHost: a.test:8080\r\n\r\n", ""),
        ("host of six", "{t}", "GET {t} HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", ""),
        ("absolute target", "{t}?a=1", "GET http://a.test{t}?a=1" + Head + "\r\n", ""),
        ("empty lines before", "{t}", "\r\n" + Get("X-A: a"), ""),
        ("B-050 semicolons in the query", "{t}?a=1;b_x=2", "GET {t}?a=1;b_x=2" + Head + "\r\n", ""),
        ("B-056 markup in the query", "{t}?q=<script>\"'`", "GET {t}?q=<script>\"'`" + Head + "\r\n", ""),
        ("B-059 encoded slashes and dots", "{t}%2f..%2fb", "GET {t}%2f..%2fb" + Head + "\r\n", ""),
        ("B-061 path parameter", "{t};x.css", "GET {t};x.css" + Head + "\r\n", ""),
        ("B-064 encoded question mark", "{t}%3fx=1", "GET {t}%3fx=1" + Head + "\r\n", ""),
        ("B-065 encoded fragment", "{t}%23x.css", "GET {t}%23x.css" + Head + "\r\n", ""),
        ("dots with a parameter", "{t}/..;/b", "GET {t}/..;/b" + Head + "\r\n", ""),
        ("three dots", "{t}/.../%2e%2e%2e", "GET {t}/.../%2e%2e%2e" + Head + "\r\n", ""),
        ("name with a dot first", "{t}/.well-known/%2ehidden", "GET {t}/.well-known/%2ehidden" + Head + "\r\n", ""),
        ("dots in the query", "{t}?../%2e%2e/", "GET {t}?../%2e%2e/" + Head + "\r\n", ""),
        ("Latin-1 in the path", "{t}%c0-%e9", "GET {t}%c0-%e9" + Head + "\r\n", ""),
        ("broken escapes", "{t}%zz%4", "GET {t}%zz%4" + Head + "\r\n", ""),
        ("B-055 1,000 parameters", "{t}?" + Many, "GET {t}?" + Many + Head + "\r\n", ""),
    ];

    private static string Many => string.Join('&', Enumerable.Range(0, 1_000).Select(number => $"p{number}"));

    private static string Get(string lines) => $"GET {{t}}{Head}{lines}\r\n\r\n";

    private static string Post(string lines, string body) => $"POST {{t}}{Head}{lines}\r\n\r\n{body}";
}
