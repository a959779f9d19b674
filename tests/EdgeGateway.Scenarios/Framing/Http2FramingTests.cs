using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Clients;

namespace EdgeGateway.Scenarios.Framing;

/// <summary>A site on HTTP/2 by prior knowledge.</summary>
public sealed class Http2Site : TestSite
{
    protected override Task PrepareAsync()
    {
        Folder.WriteConfig(SiteConfig.Of(Origin.Address).Replace(
            "\"Url\": \"http://127.0.0.1:{port}\"", "\"Url\": \"http://127.0.0.1:{port}\", \"Protocols\": \"Http2\"", StringComparison.Ordinal));
        Origin.Otherwise = static exchange => exchange.AnswerAsync("page", headers: EchoSite.Storable);
        return Task.CompletedTask;
    }
}

/// <summary>
/// HTTP/2 requests whose HTTP/1 form would read differently: a 4xx, a reset or the end of the connection, and nothing at the
/// origin. Those in order arrive once, as one request.
/// </summary>
public sealed class Http2FramingTests(Http2Site site) : IClassFixture<Http2Site>
{
    private static readonly (string Name, (string Name, string Value)[] Fields, string? Body)[] Refused =
    [
        .. Enumerable.Range(0, 0x21).Append(0x7F).Where(value => value is not (' ' or '\t')).Select(value => ($"byte {value:x2} in a value", Get("/t", ("x-a", $"a{(char)value}b")), (string?)null)),
        .. Enumerable.Range(0, 0x21).Append(0x7F).Select(value => ($"byte {value:x2} in a name", Get("/t", ($"x{(char)value}a", "b")), (string?)null)),
        .. Enumerable.Range(0, 0x21).Append(0x7F).Select(value => ($"byte {value:x2} in the path", Get($"/t{(char)value}x"), (string?)null)),
        .. Enumerable.Range(0, 0x21).Append(0x7F).Select(value => ($"byte {value:x2} in the method", Fields($"G{(char)value}T", "http", "a.test", "/t"), (string?)null)),
        .. Enumerable.Range(0, 0x21).Append(0x7F).Select(value => ($"byte {value:x2} in the authority", Fields("GET", "http", $"a{(char)value}test", "/t"), (string?)null)),
        ("request in a value", Get("/t", ("x-a", "b\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")), null),
        ("request in a name", Get("/t", ("x-a: b\r\n\r\nGET /smuggled HTTP/1.1\r\nx", "y")), null),
        ("request in the path", Get("/t HTTP/1.1\r\nHost: a\r\n\r\nGET /smuggled"), null),
        ("name in capitals", Get("/t", ("X-A", "b")), null),
        ("colon in a name", Get("/t", ("x:a", "b")), null),
        ("unknown pseudo-field", Get("/t", (":x", "b")), null),
        ("pseudo-field after fields", [("x-a", "b"), .. Get("/t")], null),
        ("two paths", Get("/t", (":path", "/u")), null),
        ("no path", [(":method", "GET"), (":scheme", "http"), (":authority", "a.test")], null),
        ("empty path", Get(""), null),
        ("path without a slash", Get("t"), null),
        ("dot segments", Get("/t/../u"), null),
        ("fragment", Get("/t#u"), null),
        ("connection field", Get("/t", ("connection", "close")), null),
        ("transfer-encoding", Fields("POST", "http", "a.test", "/t", ("transfer-encoding", "chunked")), "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("keep-alive", Get("/t", ("keep-alive", "timeout=5")), null),
        ("upgrade", Get("/t", ("upgrade", "h2c")), null),
        ("TE other than trailers", Get("/t", ("te", "gzip")), null),
        ("length below the body's", Fields("POST", "http", "a.test", "/t", ("content-length", "1")), "abcGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("length +3", Fields("POST", "http", "a.test", "/t", ("content-length", "+3")), "abc"),
        ("two lengths", Fields("POST", "http", "a.test", "/t", ("content-length", "3"), ("content-length", "3")), "abc"),
        ("TRACE", Fields("TRACE", "http", "a.test", "/t"), null),
        ("CONNECT", Fields("CONNECT", "http", "a.test", "/t"), null),
        ("empty authority", Fields("GET", "http", "", "/t"), null),
        ("authority with a user", Fields("GET", "http", "u@a.test", "/t"), null),
        ("authority with a path", Fields("GET", "http", "a.test/x", "/t"), null),
        ("other scheme", Fields("GET", "ftp", "a.test", "/t"), null),
    ];

    public static TheoryData<string> Names() => [.. Refused.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RequestWithTwoReadings_IsRefused(string name)
    {
        var row = Refused.Single(row => row.Name == name);
        using var client = await Http2Client.ConnectAsync(site.Gateway.Site.Port);
        var before = site.Origin.Requests.Count;

        var outcome = await client.RequestAsync(row.Fields, row.Body);

        Assert.True(outcome is "reset" or "end" or ['4', _, _] or ['5', _, _], $"'{name}' became {outcome}.");
        Assert.Equal(0, site.Origin.CountOf("/smuggled"));
        Assert.InRange(site.Origin.Requests.Count - before, 0, row.Body is null ? 0 : 1);
    }

    [Fact]
    public async Task AuthorityAndHost_AreOneHost()
    {
        using var client = await Http2Client.ConnectAsync(site.Gateway.Site.Port);

        var outcome = await client.RequestAsync(Get("/hosts", ("host", "b.test")));

        Assert.Equal("200", outcome);
        Assert.Contains("a.test", Assert.Single(site.Origin.RequestsOf("/hosts")).Header("X-Forwarded-Host"), StringComparison.Ordinal);
        Assert.DoesNotContain("b.test", site.Origin.RequestsOf("/hosts")[0].Head, StringComparison.Ordinal);
    }

    /// <summary>Without a length it shows only while it arrives; the fetch is made without it, so it cannot shape what is stored.</summary>
    [Fact]
    public async Task BodyOfAGet_NeverReachesTheOrigin()
    {
        using var client = await Http2Client.ConnectAsync(site.Gateway.Site.Port);

        await client.RequestAsync(Get("/fat"), "q=poison");

        var request = Assert.Single(site.Origin.RequestsOf("/fat"));
        Assert.Empty(request.Body);
        Assert.Null(request.Header("Transfer-Encoding"));
    }

    [Fact]
    public async Task RequestInOrder_ArrivesOnceAsOne()
    {
        using var client = await Http2Client.ConnectAsync(site.Gateway.Site.Port);

        var first = await client.RequestAsync(Get("/two", ("x-a", "caf\u00e9"), ("te", "trailers")));
        var posted = await client.RequestAsync(Fields("POST", "http", "a.test", "/form", ("content-length", "3")), "abc");

        Assert.Equal(("200", "200"), (first, posted));
        Assert.Equal("caf\u00e9", Assert.Single(site.Origin.RequestsOf("/two")).Header("X-A"));
        Assert.Equal("abc"u8.ToArray(), Assert.Single(site.Origin.RequestsOf("/form")).Body);
    }

    private static (string, string)[] Get(string path, params (string, string)[] fields) => Fields("GET", "http", "a.test", path, fields);

    private static (string, string)[] Fields(string method, string scheme, string authority, string path, params (string, string)[] fields) =>
        [(":method", method), (":scheme", scheme), (":authority", authority), (":path", path), .. fields];
}
