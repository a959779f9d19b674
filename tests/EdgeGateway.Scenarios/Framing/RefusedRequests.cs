namespace EdgeGateway.Scenarios.Framing;

/// <summary>
/// Requests that two parsers could read differently, by the numbers of the bad-input catalogue: {t} is a target of the row's
/// own. All of them are answered with the status and the end of the connection; none of them reaches the origin.
/// </summary>
internal static class RefusedRequests
{
    private const string Head = " HTTP/1.1\r\nHost: a.test\r\n";

    public static readonly (string Name, int Status, string Text)[] All =
    [
        // Where the body ends
        ("B-001 length, then chunked", 400, Post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
        ("B-001 chunked, then length", 400, Post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n")),
        ("B-001 on a GET", 400, Get("Transfer-Encoding: chunked\r\nContent-Length: 5") + "0\r\n\r\n"),
        ("B-002 same length twice", 400, Post("Content-Length: 2\r\nContent-Length: 2", "ab")),
        ("B-002 two lengths", 400, Post("Content-Length: 2\r\nContent-Length: 3", "ab")),
        ("B-004 length +2", 400, Post("Content-Length: +2", "ab")),
        ("B-005 empty length", 400, Post("Content-Length:", "ab")),
        ("B-005 negative length", 400, Post("Content-Length: -1", "ab")),
        ("B-005 hexadecimal length", 400, Post("Content-Length: 0x2", "ab")),
        ("B-005 length with underscore", 400, Post("Content-Length: 1_0", "ab")),
        ("B-005 list of lengths", 400, Post("Content-Length: 2, 2", "ab")),
        ("B-005 length of 20 digits", 400, Post("Content-Length: 18446744073709551618", "ab")),
        ("B-005 length of 40 digits", 400, Post("Content-Length: " + new string('0', 39) + "2", "ab")),
        ("B-005 length in parts", 400, Post("Content-Length: 2 2", "ab")),
        ("B-005 length with fraction", 400, Post("Content-Length: 2.0", "ab")),
        ("B-007 empty coding first", 400, Post("Transfer-Encoding: ,chunked", "0\r\n\r\n")),
        ("B-007 identity first", 400, Post("Transfer-Encoding: identity, chunked", "0\r\n\r\n")),
        ("B-008 gzip first", 400, Post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
        ("B-008 gzip alone", 400, Post("Transfer-Encoding: gzip", "0\r\n\r\n")),
        ("B-009 chunked twice", 400, Post("Transfer-Encoding: chunked, chunked", "0\r\n\r\n")),
        ("B-009 two lines chunked", 400, Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
        ("B-009 two lines, one identity", 400, Post("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
        ("B-011 space before colon", 400, Post("Transfer-Encoding : chunked", "0\r\n\r\n")),
        ("B-011 vertical tab", 400, Post("Transfer-Encoding:\vchunked", "0\r\n\r\n")),
        ("B-011 unknown coding", 400, Post("Transfer-Encoding: xchunked", "0\r\n\r\n")),
        ("B-011 chunked not last", 400, Post("Transfer-Encoding: chunked, identity", "0\r\n\r\n")),
        ("B-011 quoted coding", 400, Post("Transfer-Encoding: \"chunked\"", "0\r\n\r\n")),
        ("B-011 coding with parameter", 400, Post("Transfer-Encoding: chunked;q=1", "0\r\n\r\n")),
        ("B-011 empty coding", 400, Post("Transfer-Encoding:", "0\r\n\r\n")),
        ("B-012 chunked in HTTP/1.0", 400, "POST {t} HTTP/1.0\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        ("B-020 GET with a body", 400, Get("Content-Length: 8") + "q=poison"),
        ("B-021 HEAD with a body", 400, "HEAD {t}" + Head + "Content-Length: 8\r\n\r\nq=poison"),
        ("B-022 GET with empty chunks", 400, Get("Transfer-Encoding: chunked") + "0\r\n\r\n"),
        ("T-04 GET with a form and an override", 400, Get("Content-Type: application/x-www-form-urlencoded\r\nX-HTTP-Method-Override: POST\r\nContent-Length: 8") + "q=poison"),

        // What a line is
        ("B-013 byte 01 in a value", 400, Get("X-A: a\u0001b")),
        ("B-013 byte 7F in a value", 400, Get("X-A: a\u007fb")),
        ("B-013 byte 1F in a cookie", 400, Get("Cookie: a=\u001fb")),
        ("B-013 byte 08 in the user agent", 400, Get("User-Agent: a\bb")),
        ("B-026 folded line", 400, Get("X-A: a\r\n b")),
        ("B-026 folded with a tab", 400, Get("X-A: a\r\n\tb")),
        ("B-026 first line folded", 400, "GET {t} HTTP/1.1\r\n Host: a.test\r\nHost: a.test\r\n\r\n"),
        ("B-028 bare CR in a value", 400, Get("X-A: a\rb")),
        ("B-028 NUL in a value", 400, Get("X-A: a\0b")),
        ("B-028 no colon", 400, Get("X-A")),
        ("B-028 empty name", 400, Get(": a")),
        ("B-028 space in a name", 400, Get("X A: a")),
        ("B-028 space after a name", 400, Get("X-A : a")),
        ("B-028 delimiter in a name", 400, Get("X(A): a")),
        ("B-028 byte FF in a name", 400, Get("X\u00ff: a")),
        ("B-030 line feeds alone", 400, "GET {t} HTTP/1.1\nHost: a.test\n\n"),
        ("B-030 one bare line feed", 400, Get("X-A: a\nX-B: b")),
        ("B-030 head ended by a bare line feed", 400, "GET {t} HTTP/1.1\r\nHost: a.test\r\n\n"),
        ("B-030 carriage returns alone", 400, "GET {t} HTTP/1.1\rHost: a.test\r\r"),
        ("B-035 control byte in Accept-Encoding", 400, Get("Accept-Encoding: \u0001")),
        ("B-048 value of 33 kB", 431, Get("X-A: " + new string('a', 33_000))),
        ("B-048 101 lines", 431, Get(string.Join("\r\n", Enumerable.Range(0, 101).Select(number => $"X-{number}: a")))),

        // Who is asked, and how
        ("B-024 unknown expectation", 417, Post("Expect: y 100-continue\r\nContent-Length: 2", "ab")),
        ("B-025 other expectation", 417, Post("Expect: 200-ok\r\nContent-Length: 2", "ab")),
        ("B-025 two expectations", 417, Post("Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 2", "ab")),
        ("B-037 no host", 400, "GET {t} HTTP/1.1\r\n\r\n"),
        ("B-037 no host in HTTP/1.0", 400, "GET {t} HTTP/1.0\r\n\r\n"),
        ("B-037 two hosts", 400, Get("Host: b.test")),
        ("B-037 list of hosts", 400, Asked("Host: a,b")),
        ("B-037 host with a path", 400, Asked("Host: a/x?y")),
        ("B-037 host with a user", 400, Asked("Host: u@a")),
        ("B-037 host with markup", 400, Asked("Host: a\"><script>")),
        ("B-037 host with a space", 400, Asked("Host: a b")),
        ("B-038 empty host", 400, Asked("Host:")),
        ("B-039 port 99999", 400, Asked("Host: a.test:99999")),
        ("B-039 port 0", 400, Asked("Host: a.test:0")),
        ("B-039 port of letters", 400, Asked("Host: a.test:x")),
        ("B-039 empty port", 400, Asked("Host: a.test:")),
        ("B-039 open bracket", 400, Asked("Host: [::1")),
        ("B-047 Connection names Host", 400, Get("Connection: Host")),
        ("B-047 Connection names Content-Length", 400, Post("Connection: close, Content-Length\r\nContent-Length: 2", "ab")),
        ("B-047 Connection names Transfer-Encoding", 400, Post("Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
        ("B-047 Connection names Cookie", 400, Get("Connection: keep-alive\r\nConnection: cookie\r\nCookie: a=b")),
        ("B-047 Connection names Authorization", 400, Get("Connection: Authorization\r\nAuthorization: Basic YTpi")),
        ("B-047 Connection names X-Forwarded-For", 400, Get("Connection: close,X-Forwarded-For")),
        ("B-127 Connection names a field", 400, Get("Connection: X-Hop\r\nX-Hop: a")),
        ("B-127 Connection names a field beside an option", 400, Get("Connection: close, X-Hop\r\nX-Hop: a")),
        ("B-049 version 1.2", 505, "GET {t} HTTP/1.2\r\nHost: a.test\r\n\r\n"),
        ("B-049 version 2.0", 505, "GET {t} HTTP/2.0\r\nHost: a.test\r\n\r\n"),
        ("B-049 no version", 400, "GET {t}\r\n\r\n"),
        ("B-049 lower-case version", 505, "GET {t} http/1.1\r\nHost: a.test\r\n\r\n"),
        ("T-24 TRACE", 405, "TRACE {t}" + Head + "Cookie: a=b\r\n\r\n"),
        ("T-24 TRACK", 405, "TRACK {t}" + Head + "\r\n"),
        ("T-24 CONNECT to a host", 405, "CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n"),

        // Targets with two readings
        ("B-043 user in the target", 400, "GET http://u:p@a.test{t}" + Head + "\r\n"),
        ("B-043 other scheme", 400, "GET ftp://a.test{t}" + Head + "\r\n"),
        ("B-043 absolute target of another host", 400, "GET http://b.test{t}" + Head + "\r\n"),
        ("B-058 dot segments", 400, "GET {t}/../b" + Head + "\r\n"),
        ("B-058 encoded dot segments", 400, "GET {t}/%2e%2E/b" + Head + "\r\n"),
        ("B-058 half encoded", 400, "GET {t}/.%2e" + Head + "\r\n"),
        ("B-058 one dot", 400, "GET {t}/./b" + Head + "\r\n"),
        ("B-058 dots at the end", 400, "GET {t}/.." + Head + "\r\n"),
        ("B-058 dots in an absolute target", 400, "GET http://a.test{t}/../b" + Head + "\r\n"),
        ("B-062 encoded NUL", 400, "GET {t}%00.css" + Head + "\r\n"),
        ("B-065 fragment", 400, "GET {t}#x.css" + Head + "\r\n"),
        ("B-065 fragment in the query", 400, "GET {t}?a#x.css" + Head + "\r\n"),
        ("B-067 overlong dots", 400, "GET {t}/%c0%ae%c0%ae/x" + Head + "\r\n"),
        ("B-067 overlong slash", 400, "GET {t}%C0%AFx" + Head + "\r\n"),
        ("B-067 overlong in three bytes", 400, "GET {t}%e0%80%af" + Head + "\r\n"),
        ("B-067 overlong in four bytes", 400, "GET {t}%f0%80%80%af" + Head + "\r\n"),
        ("B-068 raw UTF-8", 400, "GET {t}\u00c3\u00a4" + Head + "\r\n"),
        ("B-068 raw NUL", 400, "GET {t}\0" + Head + "\r\n"),
        ("B-068 raw space", 400, "GET {t} x" + Head + "\r\n"),
        ("B-068 authority form", 400, "GET @evil{t}" + Head + "\r\n"),
        ("B-068 no slash", 400, "GET admin{t}" + Head + "\r\n"),
        ("B-068 asterisk", 405, "GET *" + Head + "\r\n"),
        ("B-068 OPTIONS asterisk", 400, "OPTIONS *" + Head + "\r\n"),
        ("B-068 space in the method", 400, "G ET {t}" + Head + "\r\n"),
    ];

    /// <summary>Chunks that are none: the head is in order, so the origin may have been asked before they came.</summary>
    public static readonly (string Name, int Status, string Text)[] Chunks =
    [
        ("B-014 line feed in an extension", 400, Chunked("2;\nxx\r\n0\r\n\r\n")),
        ("B-015 line feed ends the size", 400, Chunked("2\nab\r\n0\r\n\r\n")),
        ("B-015 carriage return alone ends the size", 400, Chunked("2\rab\r\n0\r\n\r\n")),
        ("B-016 size 0x2", 400, Chunked("0x2\r\nab\r\n0\r\n\r\n")),
        ("B-016 size +2", 400, Chunked("+2\r\nab\r\n0\r\n\r\n")),
        ("B-016 space before the size", 400, Chunked(" 2\r\nab\r\n0\r\n\r\n")),
        ("B-016 size -1", 400, Chunked("-1\r\nab\r\n0\r\n\r\n")),
        ("B-016 no size", 400, Chunked("\r\nab\r\n0\r\n\r\n")),
        ("B-017 size of 64 ones", 400, Chunked("FFFFFFFFFFFFFFFF\r\nab\r\n0\r\n\r\n")),
        ("B-018 data longer than the size", 400, Chunked("2\r\nabcd\r\n0\r\n\r\n")),
        ("B-018 data ended by a line feed", 400, Chunked("2\r\nab\n0\r\n\r\n")),
    ];

    private static string Get(string lines) => $"GET {{t}}{Head}{lines}\r\n\r\n";

    private static string Asked(string host) => $"GET {{t}} HTTP/1.1\r\n{host}\r\n\r\n";

    private static string Post(string lines, string body) => $"POST {{t}}{Head}{lines}\r\n\r\n{body}";

    private static string Chunked(string body) => Post("Transfer-Encoding: chunked", body);
}
