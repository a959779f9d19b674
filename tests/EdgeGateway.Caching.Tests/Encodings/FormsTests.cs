using System.IO.Compression;
using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Tests.Encodings;

/// <summary>Forms that the cache makes of bodies the origin sent as they are.</summary>
public sealed class FormsTests
{
    private const string Both = "gzip, deflate, br, zstd";

    private static readonly byte[] Body = Encoded.Body(1, 20_000);

    [Fact]
    public async Task SecondUse_MakesGzipAndBrotli()
    {
        using var fixture = Serve(Body);
        var stored = (await fixture.GetAsync()).Stored!;

        var first = Select(stored, Both);
        Assert.Equal(stored.Body, first.Body);
        Assert.False(first.Headers.ContainsKey("Content-Encoding"));
        await UntilAsync(() => Select(stored, Both).Coding == "br");

        var (brotli, gzip) = (Select(stored, Both), Select(stored, "gzip"));
        Assert.Equal(Body, Undo(brotli));
        Assert.Equal(Body, Undo(gzip));
        Assert.Equal("gzip", gzip.Coding);
        Assert.True(brotli.Body.Length < gzip.Body.Length && gzip.Body.Length < Body.Length);
        Assert.Equal(stored.Body, Select(stored, "identity").Body);
        Assert.Equal(stored.Body, Select(stored, null).Body);
    }

    [Fact]
    public async Task EntryNobodyWantsEncoded_IsLeftAlone()
    {
        using var fixture = Serve(Body);
        var plain = (await fixture.GetAsync("/plain")).Stored!;
        foreach (var field in new[] { null, "identity", "deflate", "gzip;q=0", "zstd" })
        {
            Select(plain, field);
        }

        var other = (await fixture.GetAsync("/other")).Stored!;
        Select(other, "gzip");
        await UntilAsync(() => other.Forms!.Brotli is not null);

        Assert.Equal(0, plain.Forms!.SizeBytes);
    }

    [Theory]
    [InlineData("text/css", 1023, "Content-Length", "1023")]
    [InlineData("image/png", 20_000, "", "")]
    [InlineData("application/octet-stream", 20_000, "", "")]
    [InlineData("", 20_000, "", "")]
    [InlineData("text/css", 20_000, "Cache-Control", "no-transform")]
    [InlineData("text/css", 20_000, "Repr-Digest", "sha-256=:AAAA:")]
    [InlineData("text/css", 20_000, "Content-MD5", "AAAA")]
    [InlineData("text/css", 20_000, "Content-Encoding", "x-unknown")]
    public async Task ResponseThatIsNotToBeTouched_HasNoForms(string type, int length, string name, string value)
    {
        using var fixture = Serve(Encoded.Body(1, length), [.. Fields(type), .. name.Length == 0 ? [] : new[] { (name, value) }]);

        var stored = (await fixture.GetAsync("/", ("Accept-Encoding", "x-unknown"))).Stored!;

        Assert.Null(stored.Forms);
        Assert.Equal(0, stored.Headers["Vary"].Count);
        Assert.Equal(stored.Body, Select(stored, Both).Body);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("TEXT/CSS")]
    [InlineData("application/javascript")]
    [InlineData("application/ld+json")]
    [InlineData("image/svg+xml")]
    [InlineData("application/wasm ; x=y")]
    [InlineData("font/ttf")]
    public async Task CompressibleType_HasForms(string type)
    {
        using var fixture = Serve(Body, Fields(type));

        Assert.NotNull((await fixture.GetAsync()).Stored!.Forms);
    }

    [Fact]
    public async Task PolicyWithoutCompress_MakesNone()
    {
        using var fixture = Serve(Body);
        fixture.Policy = CachePolicy.Default with { Compress = false };

        Assert.Null((await fixture.GetAsync()).Stored!.Forms);
    }

    [Theory]
    [InlineData(null, "Accept-Encoding")]
    [InlineData("User-Agent", "User-Agent, Accept-Encoding")]
    [InlineData("Origin, accept-encoding", "Origin, accept-encoding")]
    public async Task Vary_NamesAcceptEncodingFromTheFirstAnswerOn(string? vary, string expected)
    {
        using var fixture = Serve(Body, [.. Fields("text/css"), .. vary is null ? [] : new[] { ("Vary", vary) }]);

        var first = await fixture.GetAsync();

        Assert.Equal(expected, first.Headers["Vary"].ToString());
        Assert.Equal(expected, first.Stored!.Headers["Vary"].ToString());
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/", ("Accept-Encoding", "br"))).Outcome);
    }

    [Theory]
    [InlineData("\"v1\"", "W/\"v1\"")]
    [InlineData("W/\"v1\"", "W/\"v1\"")]
    [InlineData(null, null)]
    public async Task OtherForms_HaveTheTagWeak_AndEitherTagIs304(string? tag, string? expected)
    {
        using var fixture = Serve(Body, [.. Fields("text/css"), .. tag is null ? [] : new[] { ("ETag", tag) }]);
        var stored = (await fixture.GetAsync()).Stored!;
        await MakeFormsAsync(stored);

        Assert.Equal(expected, Select(stored, "gzip").Tag);
        Assert.Equal(expected, Select(stored, "br").Tag);
        Assert.Equal(tag, Select(stored, "identity").Tag);
        foreach (var known in new[] { tag, expected })
        {
            var outcome = ConditionalRequest.Evaluate(new HeaderDictionary { ["If-None-Match"] = known }, stored);
            Assert.Equal(tag is null ? ConditionalOutcome.Send : ConditionalOutcome.NotModified, outcome);
        }
    }

    [Fact]
    public async Task Range_IsOfTheIdentityForm()
    {
        using var fixture = Serve(Body, [.. Fields("text/css"), ("ETag", "\"v1\"")]);
        var stored = (await fixture.GetAsync()).Stored!;
        await MakeFormsAsync(stored);

        var form = Select(stored, Both, ("Range", "bytes=0-9"));

        Assert.Equal(stored.Body, form.Body);
        Assert.Equal(("\"v1\"", null), (form.Tag, form.Coding));
    }

    [Fact]
    public async Task Confirmed_KeepsItsForms()
    {
        using var fixture = Serve(Body, [("Content-Type", "text/css"), ("Cache-Control", "max-age=60"), ("ETag", "\"v1\"")]);
        var stored = (await fixture.GetAsync()).Stored!;
        await MakeFormsAsync(stored);
        fixture.Origin.Script = exchange =>
        {
            exchange.StartWith(304, ("ETag", "\"v1\""), ("Vary", "Origin"), ("Cache-Control", "max-age=60"));
            return Task.CompletedTask;
        };
        fixture.Time.Advance(TimeSpan.FromSeconds(61));

        var confirmed = (await fixture.GetAsync("/", ("Accept-Encoding", "br"))).Stored!;

        Assert.NotSame(stored, confirmed);
        Assert.Equal(stored.Forms!.Brotli, Select(confirmed, "br").Body);
        Assert.Equal("Origin, Accept-Encoding", confirmed.Headers["Vary"].ToString());
    }

    [Fact]
    public async Task Forms_AreCountedWithTheirEntry()
    {
        using var fixture = Serve(Body, [("Content-Type", "text/css"), ("Cache-Control", "max-age=60"), ("ETag", "\"v1\"")]);
        var stored = (await fixture.GetAsync()).Stored!;
        await fixture.IdleAsync();
        var plain = fixture.Cache.Bytes;
        await MakeFormsAsync(stored);
        Assert.Equal(plain + stored.Forms!.SizeBytes, await SettledBytesAsync(fixture, plain + stored.Forms.SizeBytes));

        fixture.Origin.Script = exchange =>
        {
            exchange.StartWith(304, ("ETag", "\"v1\""), ("Cache-Control", "max-age=60"));
            return Task.CompletedTask;
        };
        fixture.Time.Advance(TimeSpan.FromSeconds(61));
        await fixture.GetAsync();
        await fixture.IdleAsync();
        Assert.InRange(fixture.Cache.Bytes - plain - stored.Forms.SizeBytes, 0, 200);

        fixture.Cache.PurgeAll(PurgeMode.Hard);
        Assert.Equal(0, fixture.Cache.Bytes);
    }

    [Fact]
    public async Task FormsOfAPurgedEntry_AreNeitherMadeNorCounted()
    {
        using var fixture = Serve(Body);
        var purged = (await fixture.GetAsync("/purged")).Stored!;
        fixture.Cache.PurgeAll(PurgeMode.Hard);
        Select(purged, Both);

        var other = (await fixture.GetAsync("/other")).Stored!;
        await MakeFormsAsync(other);

        Assert.Equal(0, purged.Forms!.SizeBytes);
    }

    [Fact]
    public async Task FormsMissedBetweenTwoOwners_AreAskedForAgain()
    {
        using var fixture = Serve(Body, [("Content-Type", "text/css"), ("Cache-Control", "max-age=60"), ("ETag", "\"v1\"")]);
        var stored = (await fixture.GetAsync()).Stored!;

        // As it stands while a 304 moves the body to another response.
        var variant = (StoredVariant)stored;
        variant.Place = VariantPlace.Gone;
        Select(stored, Both);
        await MakeFormsAsync((await fixture.GetAsync("/other")).Stored!);
        Assert.Equal(0, stored.Forms!.SizeBytes);
        variant.Place = VariantPlace.Probation;

        await MakeFormsAsync(stored);
    }

    [Fact]
    public async Task BodyThatDoesNotShrink_StaysAsItIs()
    {
        var noise = new byte[20_000];
        new Random(1).NextBytes(noise);
        using var fixture = Serve(noise);
        var stored = (await fixture.GetAsync("/noise")).Stored!;
        Select(stored, Both);

        await MakeFormsAsync((await WithBody(fixture, Body).GetAsync("/other")).Stored!);

        Assert.Equal(0, stored.Forms!.SizeBytes);
        Assert.Equal(stored.Body, Select(stored, Both).Body);
    }

    [Fact]
    public async Task ReadersWhileFormsAppear_AlwaysGetTheBody()
    {
        using var fixture = new CacheFixture();
        for (var round = 0; round < 20; round++)
        {
            var body = Encoded.Body(round, 2_000 + (round * 5_000));
            var stored = (await WithBody(fixture, body).GetAsync($"/{round}")).Stored!;
            string[] fields = ["gzip", Both, "identity", "br;q=0.5, gzip"];

            await Task.WhenAll(Enumerable.Range(0, 4).Select(reader => Task.Run(() =>
            {
                do
                {
                    Assert.Equal(body, Undo(Select(stored, fields[reader])));
                }
                while (stored.Forms!.Brotli is null);
            })));
        }
    }

    [Fact]
    public async Task FullQueue_RefusesAndIsAskedAgain()
    {
        using var fixture = Serve(Encoded.Body(1, 1_500));
        var entries = new List<StoredResponse>();
        for (var i = 0; i < 400; i++)
        {
            entries.Add((await fixture.GetAsync($"/{i}")).Stored!);
        }

        await UntilAsync(() => entries.Select(entry => Select(entry, Both).Coding).ToArray().All(coding => coding == "br"));
    }

    [Fact]
    public void DisposedQueue_TakesNothing()
    {
        using var queue = new EncodingQueue(new CachingMetrics(new Meters()));
        queue.Dispose();

        Assert.False(queue.TryAdd(new EncodedBodies(queue, ContentCoding.Identity)));
    }

    internal static async Task MakeFormsAsync(StoredResponse stored)
    {
        Select(stored, Both);
        await UntilAsync(() => stored.Forms!.Brotli is not null && stored.Forms.Gzip is not null);
    }

    internal static Selected Select(StoredResponse stored, string? acceptEncoding, params (string Name, string Value)[] more)
    {
        IHeaderDictionary request = new HeaderDictionary();
        if (acceptEncoding is not null)
        {
            request.AcceptEncoding = acceptEncoding;
        }

        foreach (var (name, value) in more)
        {
            request[name] = value;
        }

        var form = stored.Select(request);
        IHeaderDictionary headers = new HeaderDictionary();
        stored.Headers.CopyTo(headers);
        form.DescribeIn(headers);
        return new Selected(form.Body, headers);
    }

    internal static byte[] Undo(Selected selected)
    {
        var encoded = new MemoryStream(selected.Body.Bytes.ToArray());
        using Stream stream = selected.Coding switch
        {
            "gzip" => new GZipStream(encoded, CompressionMode.Decompress),
            "br" => new BrotliStream(encoded, CompressionMode.Decompress),
            null => encoded,
            var other => throw new InvalidDataException(other),
        };
        var decoded = new MemoryStream();
        stream.CopyTo(decoded);
        return decoded.ToArray();
    }

    internal static CacheFixture Serve(byte[] body, params (string Name, string Value)[] fields) =>
        WithBody(new CacheFixture(), body, fields.Length == 0 ? Fields("text/css") : fields);

    internal static CacheFixture WithBody(CacheFixture fixture, byte[] body, params (string Name, string Value)[] fields)
    {
        fixture.Origin.Script = async exchange =>
        {
            exchange.StartWith(200, fields.Length == 0 ? Fields("text/css") : fields);
            await exchange.Response.Body.WriteAsync(body, exchange.Cancellation);
        };
        return fixture;
    }

    internal static async Task UntilAsync(Func<bool> condition)
    {
        for (var waited = 0; !condition(); waited += 2)
        {
            Assert.True(waited < 30_000, "It never came about.");
            await Task.Delay(2);
        }
    }

    private static (string Name, string Value)[] Fields(string type) =>
        type.Length == 0 ? [("Cache-Control", "max-age=600")] : [("Cache-Control", "max-age=600"), ("Content-Type", type)];

    private static async Task<long> SettledBytesAsync(CacheFixture fixture, long expected)
    {
        // A form is visible a moment before it is counted.
        await UntilAsync(() => fixture.Cache.Bytes == expected);
        return fixture.Cache.Bytes;
    }

    internal sealed record Selected(SharedBody Body, IHeaderDictionary Headers)
    {
        public string? Coding => Headers.ContentEncoding.Count == 0 ? null : Headers.ContentEncoding.ToString();

        public string? Tag => Headers.ETag.Count == 0 ? null : Headers.ETag.ToString();
    }

    private sealed class Meters : System.Diagnostics.Metrics.IMeterFactory
    {
        public System.Diagnostics.Metrics.Meter Create(System.Diagnostics.Metrics.MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
