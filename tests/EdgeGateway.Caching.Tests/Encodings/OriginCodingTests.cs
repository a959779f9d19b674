using EdgeGateway.Caching.Encodings;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Caching.Tests.Storage.Disk;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Encodings;

/// <summary>An origin that encodes although asked for identity.</summary>
public sealed class OriginCodingTests
{
    private static readonly byte[] Page = Encoded.Body(4, 30_000);

    [Theory]
    [InlineData("gzip", "gzip", true)]
    [InlineData("x-gzip", "gzip", true)]
    [InlineData("br", "br", true)]
    [InlineData("deflate", "deflate", false)]
    public async Task EncodedBody_IsHeldAsIdentityWithTheOriginsBytesBeside(string name, string accepted, bool kept)
    {
        var sent = Encoded.As(ContentCodingText.Find(name)!.Value, Page);
        using var fixture = Origin(sent, name);

        var first = await fixture.GetAsync("/", ("Accept-Encoding", accepted));

        Assert.NotNull(first.Answer.Fill);
        Assert.Equal(name, first.Headers["Content-Encoding"].ToString());
        var stored = first.Stored!;
        Assert.Equal(Page, stored.Body.Bytes.ToArray());
        Assert.Equal(0, stored.Headers["Content-Encoding"].Count);
        Assert.Equal("Accept-Encoding", stored.Headers["Vary"].ToString());
        var plain = FormsTests.Select(stored, null);
        Assert.Equal((null, "W/\"v\""), (plain.Coding, plain.Tag));
        var own = FormsTests.Select(stored, accepted);
        Assert.Equal(kept ? (accepted, "\"v\"") : (null, "W/\"v\""), (own.Coding, own.Tag));
        Assert.Equal(kept ? sent : Page, own.Body.Bytes.ToArray());
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/")).Outcome);
    }

    [Fact]
    public async Task MissingForms_AreMade()
    {
        using var fixture = Origin(Encoded.Gzip(Page), "gzip");
        var stored = (await fixture.GetAsync("/", ("Accept-Encoding", "gzip"))).Stored!;
        var sent = FormsTests.Select(stored, "gzip").Body;

        FormsTests.Select(stored, "br");
        await FormsTests.UntilAsync(() => stored.Forms!.Brotli is not null);

        Assert.Equal(Page, FormsTests.Undo(FormsTests.Select(stored, "br")));
        Assert.Equal(sent, FormsTests.Select(stored, "gzip").Body);
    }

    [Fact]
    public async Task ClientThatDoesNotTakeTheCoding_GetsIdentityAtOnce()
    {
        using var fixture = Origin(Encoded.As(ContentCoding.Brotli, Page), "br");

        var answers = await Task.WhenAll(
            fixture.GetAsync(), fixture.GetAsync("/", ("Accept-Encoding", "gzip")), fixture.GetAsync("/", ("Accept-Encoding", "br;q=0")));

        Assert.All(answers, answer => Assert.Equal(Page, answer.Stored!.Body.Bytes.ToArray()));
        Assert.All(answers, answer => Assert.Null(answer.Answer.Fill));
        Assert.Equal(1, fixture.Origin.Count);
        Assert.Single(answers, answer => answer.Outcome == CacheOutcome.Miss);
        Assert.Contains("; stored", answers.Single(answer => answer.Outcome == CacheOutcome.Miss).Answer.CacheStatus, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> DamagedBodies => new()
    {
        { "gzip", "plain" }, { "gzip", "cut" }, { "gzip", "crc" }, { "gzip", "tail" },
        { "br", "plain" }, { "br", "cut" }, { "br", "tail" },
        { "deflate", "plain" }, { "deflate", "cut" }, { "deflate", "tail" },
    };

    [Theory]
    [MemberData(nameof(DamagedBodies))]
    public async Task DamagedBody_PassesAsSentAndIsNotStored(string coding, string damage)
    {
        var whole = Encoded.As(ContentCodingText.Find(coding)!.Value, Page);
        byte[] sent = damage switch
        {
            "plain" => Page,
            "cut" => whole[..^5],
            "crc" => [.. whole[..^8], (byte)(whole[^8] ^ 1), .. whole[^7..]],
            _ => [.. whole, .. "tail"u8],
        };
        using var fixture = Origin(sent, coding);

        var answer = await fixture.Cache.GetAsync(fixture.Request("/", ("Accept-Encoding", "gzip, br, deflate")), CancellationToken.None);
        var got = new MemoryStream();
        using (answer.Fill)
        {
            await CacheFixture.Patience(answer.Fill!.CopyToAsync(got, CancellationToken.None));
            Assert.Null(await CacheFixture.Patience(answer.Fill.WaitCompleteAsync(CancellationToken.None)));
        }

        Assert.Equal(sent, got.ToArray());
        Assert.Equal(coding, answer.Fill!.Headers["Content-Encoding"].ToString());
        await fixture.IdleAsync();
        var next = await fixture.GetAsync("/", ("Accept-Encoding", "gzip"));
        Assert.Equal((CacheOutcome.Bypass, NotStoredReason.BadEncoding), (next.Outcome, next.NotStored));
        Assert.Equal(0, fixture.Cache.Bytes);
    }

    [Fact]
    public async Task StoredCodingThatTheClientDoesNotTake_PassesAndIsNamed()
    {
        using var fixture = Origin(Page, "zstd");
        Assert.Equal(CacheOutcome.Miss, (await fixture.GetAsync("/", ("Accept-Encoding", "zstd"))).Outcome);
        await fixture.IdleAsync();

        var other = await fixture.GetAsync("/", ("Accept-Encoding", "identity"));

        Assert.Equal((CacheOutcome.Bypass, NotStoredReason.Coding), (other.Outcome, other.NotStored));
        Assert.Contains("detail=coding", other.Answer.CacheStatus, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedAnswer_LeavesTheStaleOneToStandIn()
    {
        using var fixture = Origin(Encoded.Gzip(Page), "gzip", "max-age=60, stale-if-error=600");
        await fixture.GetAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(61));
        FormsTests.WithBody(fixture, Page, ("Cache-Control", "max-age=60"), ("Content-Encoding", "gzip"));
        Assert.Null((await fixture.GetAsync("/", ("Accept-Encoding", "gzip"))).Stored);
        await fixture.IdleAsync();

        fixture.Origin.Script = exchange => exchange.RespondAsync(500, "");
        var got = await fixture.GetAsync();

        Assert.Equal(CacheOutcome.StaleIfError, got.Outcome);
        Assert.Equal(Page, got.Stored!.Body.Bytes.ToArray());
    }

    [Fact]
    public async Task DamagedBodyForAClientWithoutCodings_PassesAsSent()
    {
        using var fixture = Origin(Page, "gzip");

        var got = await fixture.GetAsync();

        Assert.Equal("gzip", got.Headers["Content-Encoding"].ToString());
        Assert.NotNull(got.Answer.Fill);
        Assert.Null(got.Stored);
    }

    [Theory]
    [InlineData("br, gzip")]
    [InlineData("gzip, gzip, gzip")]
    [InlineData("zstd")]
    public async Task CodingWeDoNotUndo_IsStoredAsSentForThoseWhoTakeIt(string coding)
    {
        using var fixture = Origin(Page, coding);
        var stored = (await fixture.GetAsync("/", ("Accept-Encoding", "*"))).Stored!;

        Assert.Null(stored.Forms);
        Assert.Equal(Page, stored.Body.Bytes.ToArray());
        var hit = await fixture.GetAsync("/", ("Accept-Encoding", coding));
        Assert.Equal((CacheOutcome.Hit, coding), (hit.Outcome, hit.Headers["Content-Encoding"].ToString()));
        Assert.True((await fixture.GetAsync("/", ("Accept-Encoding", "deflate"))).Answer.MustForward);
        Assert.True((await fixture.GetAsync("/")).Answer.MustForward);
    }

    [Fact]
    public async Task CodingThatNobodyKnows_IsForAll()
    {
        using var fixture = Origin(Page, "x-unknown");
        await fixture.GetAsync();

        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/", ("Accept-Encoding", "gzip"))).Outcome);
        Assert.True((await fixture.GetAsync("/", ("Accept-Encoding", "gzip, *;q=0"))).Answer.MustForward);
        Assert.True((await fixture.GetAsync("/", ("Accept-Encoding", "x-unknown;q=0"))).Answer.MustForward);
    }

    [Fact]
    public async Task Bomb_IsStoredAsSentForThoseWhoTakeIt()
    {
        var bomb = Encoded.Brotli(new byte[100 << 20]);
        using var fixture = Origin(bomb, "br");

        var stored = (await fixture.GetAsync("/", ("Accept-Encoding", "br"))).Stored!;

        Assert.Null(stored.Forms);
        Assert.Equal(bomb, stored.Body.Bytes.ToArray());
        Assert.True((await fixture.GetAsync("/", ("Accept-Encoding", "gzip"))).Answer.MustForward);
        Assert.InRange(fixture.Cache.Bytes, 1, 5_000);
    }

    [Fact]
    public async Task NoTransform_LeavesTheBodyAsSent()
    {
        var sent = Encoded.Gzip(Page);
        using var fixture = Origin(sent, "gzip", "max-age=600, no-transform");

        var stored = (await fixture.GetAsync("/", ("Accept-Encoding", "gzip"))).Stored!;

        Assert.Equal(("gzip", null), (stored.ContentEncoding, stored.Forms));
        Assert.Equal(sent, stored.Body.Bytes.ToArray());
        Assert.True((await fixture.GetAsync("/")).Answer.MustForward);
    }

    [Fact]
    public async Task DecodedBodyBeyondThePolicysLimit_IsStoredAsSent()
    {
        var sent = Encoded.Gzip(Page);
        using var fixture = Origin(sent, "gzip");
        fixture.Policy = CachePolicy.Default with { MaxObjectBytes = Page.Length - 1 };

        Assert.Equal(sent, (await fixture.GetAsync("/", ("Accept-Encoding", "gzip"))).Stored!.Body.Bytes.ToArray());
    }

    [Fact]
    public async Task IdentityByName_IsIdentity()
    {
        using var fixture = Origin(Page, "identity");

        var stored = (await fixture.GetAsync()).Stored!;

        Assert.Null(stored.ContentEncoding);
        Assert.Equal(CacheOutcome.Hit, (await fixture.GetAsync("/", ("Accept-Encoding", "gzip"))).Outcome);
        await FormsTests.MakeFormsAsync(stored);
        Assert.Equal("br", FormsTests.Select(stored, "br").Headers.ContentEncoding.ToString());
    }

    [Fact]
    public async Task ClientThatLeavesWhileItWaits_HoldsUpNothing()
    {
        using var fixture = Origin(Page, "gzip");
        fixture.Policy = CachePolicy.Default with { MaxObjectBytes = 10_000 };
        var left = new TaskCompletionSource();
        fixture.Origin.Script = async exchange =>
        {
            exchange.StartWith(200, ("Cache-Control", "max-age=60"), ("Content-Encoding", "gzip"));
            await exchange.Response.Body.WriteAsync(new byte[100], exchange.Cancellation);
            await left.Task;
            for (var i = 0; i < 100; i++)
            {
                await exchange.Response.Body.WriteAsync(new byte[10_000], exchange.Cancellation);
            }
        };
        using var visit = new CancellationTokenSource();
        var waiting = fixture.Cache.GetAsync(fixture.Request(), visit.Token).AsTask();
        await FormsTests.UntilAsync(() => fixture.Origin.Running == 1 && !waiting.IsCompleted);

        await visit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        left.SetResult();

        await FormsTests.UntilAsync(() => fixture.Cache.RunningFills == 0);
    }

    [Fact]
    public async Task BothForms_AreCounted()
    {
        var sent = Encoded.Gzip(Page);
        using var fixture = Origin(sent, "gzip");
        await fixture.GetAsync("/", ("Accept-Encoding", "gzip"));
        await fixture.IdleAsync();

        Assert.InRange(fixture.Cache.Bytes, Page.Length + sent.Length, Page.Length + sent.Length + 3_000);
    }

    [Fact]
    public async Task DecodedBody_IsWhatIsDerivedFrom()
    {
        var deriver = new SizeOfBody();
        using var fixture = FormsTests.WithBody(
            new CacheFixture(deriver: deriver), Encoded.Gzip(Page), ("Cache-Control", "max-age=600"), ("Content-Encoding", "gzip"));

        await fixture.GetAsync("/", ("Accept-Encoding", "gzip"));

        Assert.Equal((Page.Length, null), deriver.Seen);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData(null)]
    public async Task AfterARestart_OurOwnBytesNeverHaveTheOriginsStrongTag(string? coding)
    {
        using var fixture = new DiskFixture();
        FormsTests.WithBody(
            fixture.Cache, coding is null ? Page : Encoded.Gzip(Page), ("Cache-Control", "max-age=600"), ("Content-Type", "text/css"),
            ("ETag", "\"v\""), ("Content-Encoding", coding ?? "identity"));
        await fixture.Cache.GetAsync("/", ("Accept-Encoding", "gzip"));
        await fixture.WrittenAsync();

        fixture.Restart();
        var stored = (await fixture.Cache.GetAsync()).Stored!;
        await FormsTests.MakeFormsAsync(stored);

        Assert.Equal(0, fixture.Cache.Origin.Count);
        Assert.Equal(Page, FormsTests.Undo(FormsTests.Select(stored, "gzip")));
        Assert.Equal(("W/\"v\"", "W/\"v\""), (FormsTests.Select(stored, "gzip").Tag, FormsTests.Select(stored, "br").Tag));
        Assert.Equal(coding is null ? "\"v\"" : "W/\"v\"", FormsTests.Select(stored, null).Tag);
    }

    [Fact]
    public async Task Confirmed_StaysDecoded()
    {
        using var fixture = Origin(Encoded.Gzip(Page), "gzip", "max-age=60");
        await fixture.GetAsync("/", ("Accept-Encoding", "gzip"));
        fixture.Origin.Script = exchange =>
        {
            exchange.StartWith(304, ("ETag", "\"v\""), ("Content-Encoding", "gzip"), ("Cache-Control", "max-age=60"));
            return Task.CompletedTask;
        };
        fixture.Time.Advance(TimeSpan.FromSeconds(61));

        var confirmed = (await fixture.GetAsync()).Stored!;

        Assert.Equal(Page, FormsTests.Undo(FormsTests.Select(confirmed, null)));
        Assert.Equal(Page, FormsTests.Undo(FormsTests.Select(confirmed, "gzip")));
        Assert.Equal("\"v\"", FormsTests.Select(confirmed, "gzip").Tag);
    }

    private static CacheFixture Origin(byte[] sent, string coding, string cacheControl = "max-age=600") => FormsTests.Serve(
        sent, ("Cache-Control", cacheControl), ("Content-Type", "text/css"), ("Content-Encoding", coding), ("ETag", "\"v\""));

    private sealed class SizeOfBody : IResponseDeriver
    {
        public (int Length, string? Coding) Seen { get; private set; }

        public IDerivedContent? Derive(StoredResponse response, object? origin)
        {
            Seen = ((int)response.Body.Length, response.ContentEncoding);
            return null;
        }
    }
}
