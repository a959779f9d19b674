namespace EdgeGateway.Scenarios.Framing;

/// <summary>What origins send, by the numbers of the bad-input catalogue. Each claims that it may be stored.</summary>
internal static class OriginResponses
{
    private const string Fields = "Content-Type: text/plain\r\nCache-Control: max-age=600\r\n";

    /// <summary>Responses without one clear reading: a 502 for the visitor, nothing stored, the connection never used again.</summary>
    public static readonly (string Name, string Reason, string Text)[] Refused =
    [
        ("B-103 length and chunks", "two-framings", Ok("Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
        ("B-103 chunks and length", "two-framings", Ok("Transfer-Encoding: chunked\r\nContent-Length: 3", "0\r\n\r\n")),
        ("B-104 same length twice", "length", Ok("Content-Length: 3\r\nContent-Length: 3", "abc")),
        ("B-104 two lengths", "length", Ok("Content-Length: 3\r\nContent-Length: 4", "abc")),
        ("B-104 list of lengths", "length", Ok("Content-Length: 3, 3", "abc")),
        ("B-104 length -1", "length", Ok("Content-Length: -1", "abc")),
        ("B-104 length +3", "length", Ok("Content-Length: +3", "abc")),
        ("B-104 empty length", "length", Ok("Content-Length:", "abc")),
        ("B-104 length of 20 digits", "length", Ok("Content-Length: 18446744073709551619", "abc")),
        ("B-106 gzip, chunked", "transfer-coding", Ok("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
        ("B-106 unknown coding", "transfer-coding", Ok("Transfer-Encoding: foo", "abc")),
        ("B-106 identity", "transfer-coding", Ok("Transfer-Encoding: identity", "abc")),
        ("B-106 chunked twice", "transfer-coding", Ok("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
        ("B-106 chunked in HTTP/1.0", "transfer-coding", $"HTTP/1.0 200 OK\r\n{Fields}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        ("B-107 line feeds alone", "status-line", $"HTTP/1.1 200 OK\n{Fields.Replace("\r", "", StringComparison.Ordinal)}Content-Length: 3\n\nabc"),
        ("B-107 one bare line feed", "field-line", Ok("X-A: a\nContent-Length: 3", "abc")),
        ("B-107 folded line", "field-line", Ok("X-A: a\r\n b\r\nContent-Length: 3", "abc")),
        ("B-107 first line folded", "field-line", $"HTTP/1.1 200 OK\r\n {Fields}Content-Length: 3\r\n\r\nabc"),
        ("B-108 no colon", "field-line", Ok("X-A\r\nContent-Length: 3", "abc")),
        ("B-108 empty name", "field-line", Ok(": a\r\nContent-Length: 3", "abc")),
        ("B-108 space before the colon", "field-line", Ok("Content-Length : 3", "abc")),
        ("B-109 byte 01 in a value", "field-line", Ok("X-A: a\u0001\r\nContent-Length: 3", "abc")),
        ("B-109 NUL in a value", "field-line", Ok("X-A: a\0\r\nContent-Length: 3", "abc")),
        ("B-109 bare CR in a value", "field-line", Ok("X-A: a\rb\r\nContent-Length: 3", "abc")),
        ("B-110 head of 40 kB", "head-too-large", Ok(Lines(40, 1000) + "Content-Length: 3", "abc")),
        ("B-110 head of 200 kB", "head-too-large", Ok(Lines(20, 10_000) + "Content-Length: 3", "abc")),
        ("B-110 1,000 lines", "head-too-large", Ok(Lines(1000, 4) + "Content-Length: 3", "abc")),
        ("B-112 status 099", "status-line", $"HTTP/1.1 099 OK\r\n{Fields}Content-Length: 3\r\n\r\nabc"),
        ("B-112 status 2000", "status-line", $"HTTP/1.1 2000 OK\r\n{Fields}Content-Length: 3\r\n\r\nabc"),
        ("B-112 status 20", "status-line", $"HTTP/1.1 20 OK\r\n{Fields}Content-Length: 3\r\n\r\nabc"),
        ("B-112 status +20", "status-line", $"HTTP/1.1 +20 OK\r\n{Fields}Content-Length: 3\r\n\r\nabc"),
        ("B-112 version 1.2", "status-line", $"HTTP/1.2 200 OK\r\n{Fields}Content-Length: 3\r\n\r\nabc"),
        ("B-112 version 2", "status-line", $"HTTP/2 200\r\n{Fields}Content-Length: 3\r\n\r\nabc"),
        ("B-112 HTTP/0.9", "status-line", "<html>abc</html>\r\n"),
        ("B-112 TLS", "status-line", "\u0015\u0003\u0001\u0000\u0002\u0002\u0050"),
        ("B-112 empty line first", "status-line", "\r\n" + Ok("Content-Length: 3", "abc")),
        ("B-114 interim with a length", "two-framings", "HTTP/1.1 103 Early Hints\r\nContent-Length: 3\r\n\r\nabc" + Ok("Content-Length: 3", "abc")),
        ("B-115 17 times 100", "too-many-interim", Interim(17) + Ok("Content-Length: 3", "abc")),
        ("B-115 1,000 times 100", "too-many-interim", Interim(1000) + Ok("Content-Length: 3", "abc")),
        ("B-117 unsolicited 101", "unsolicited-upgrade", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"),
    ];

    /// <summary>Odd responses with one reading, the status the visitor sees, and whether the next one gets the stored copy.</summary>
    public static readonly (string Name, int Status, bool IsStored, string Text)[] Accepted =
    [
        ("no reason", 200, true, $"HTTP/1.1 200\r\n{Fields}Content-Length: 3\r\n\r\nabc"),
        ("empty reason", 200, true, $"HTTP/1.1 200 \r\n{Fields}Content-Length: 3\r\n\r\nabc"),
        ("reason in Latin-1", 200, true, $"HTTP/1.1 200 Jawohl, sch\u00f6n\r\n{Fields}Content-Length: 3\r\n\r\nabc"),
        ("HTTP/1.0 with a length", 200, true, $"HTTP/1.0 200 OK\r\n{Fields}Content-Length: 3\r\nConnection: keep-alive\r\n\r\nabc"),
        ("B-112 status 999", 999, false, $"HTTP/1.1 999 Odd\r\n{Fields}Content-Length: 3\r\n\r\nabc"),
        ("B-110 head of 30 kB", 200, true, Ok(Lines(30, 1000) + "Content-Length: 3", "abc")),
        ("B-110 190 lines", 200, true, Ok(Lines(190, 4) + "Content-Length: 3", "abc")),
        ("B-113 204 with a body", 204, true, $"HTTP/1.1 204 No Content\r\n{Fields}Content-Length: 5\r\n\r\nhello"),
        ("B-113 204 with a length alone", 204, true, $"HTTP/1.1 204 No Content\r\n{Fields}Content-Length: 5\r\n\r\n"),
        ("B-115 16 times 100", 200, true, Interim(16) + Ok("Content-Length: 3", "abc")),
        ("chunks", 200, true, Ok("Transfer-Encoding: Chunked", "3;a=b\r\nabc\r\n0\r\nX-Trailer: a\r\n\r\n")),
        ("blanks around values", 200, true, Ok("Content-Length: \t3 \r\nX-A:\ta\tb\t", "abc")),
        ("empty value", 200, true, Ok("X-A:\r\nContent-Length: 3", "abc")),
    ];

    private static string Ok(string lines, string body) => $"HTTP/1.1 200 OK\r\n{Fields}{lines}\r\n\r\n{body}";

    private static string Lines(int count, int bytes) =>
        string.Concat(Enumerable.Range(0, count).Select(number => $"X-{number}: {new string('a', bytes)}\r\n"));

    private static string Interim(int count) => string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\n", count));
}
