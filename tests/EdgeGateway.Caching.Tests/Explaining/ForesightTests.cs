using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Caching.Tests.Explaining;

/// <summary>What an explanation says would happen is what happens.</summary>
public sealed class ForesightTests
{
    private static readonly string[] States = ["empty", "fresh", "shared", "stale", "stale-window", "failing", "uncacheable", "encoded"];

    private static readonly (string Method, string Name, string Value)[] Requests =
    [
        ("GET", "Accept", "*/*"), ("HEAD", "Accept", "*/*"), ("POST", "Accept", "*/*"),
        ("GET", "Cookie", "session=1"), ("GET", "Cookie", "_ga=1"), ("GET", "Authorization", "Bearer x"),
        ("GET", "Range", "bytes=0-1"), ("GET", "Accept", "text/event-stream"), ("GET", "Upgrade", "websocket"),
        ("GET", "Connection", "x-secret"), ("GET", "Accept-Encoding", "gzip"),
        ("GET", "Cache-Control", "no-cache"), ("GET", "Cache-Control", "no-store"), ("GET", "Cache-Control", "only-if-cached"),
        ("GET", "Cache-Control", "max-stale=1000"), ("GET", "Cache-Control", "max-age=0"),
    ];

    public static TheoryData<string, int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, bool>();
            foreach (var state in States)
            {
                for (var i = 0; i < Requests.Length; i++)
                {
                    cases.Add(state, i, Requests[i].Name == "Cache-Control");
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Explanation_AgreesWithWhatHappens(string state, int index, bool obey)
    {
        using var fixture = new CacheFixture { Policy = new CachePolicy { ObeyRequestDirectives = obey } };
        await BringAboutAsync(fixture, state);
        var (method, name, value) = Requests[index];
        var fetches = fixture.Origin.Count;

        var told = fixture.Cache.Explain(fixture.With(method, "/", (name, value)));
        Assert.Equal(fetches, fixture.Origin.Count);
        var got = await fixture.GetAsync(fixture.With(method, "/", (name, value)));

        var happened = got.Outcome is CacheOutcome.Revalidated or CacheOutcome.StaleIfError && told.Outcome != CacheOutcome.StaleIfError
            ? CacheOutcome.Miss
            : got.Outcome;
        Assert.Equal(happened, told.Outcome);
        if (told.Outcome == CacheOutcome.Bypass)
        {
            Assert.Equal(got.NotStored, told.Reason);
        }
    }

    private static async Task BringAboutAsync(CacheFixture fixture, string state)
    {
        var cacheControl = state switch
        {
            "shared" => "public, max-age=60",
            "stale-window" => "max-age=10, stale-while-revalidate=600",
            "stale" => "max-age=10",
            "failing" => "max-age=10, stale-if-error=600",
            "uncacheable" => "private",
            _ => "max-age=60",
        };
        if (state != "empty")
        {
            (string, string)[] fields = [("Cache-Control", cacheControl), .. state == "encoded" ? [("Content-Encoding", "exotic")] : Array.Empty<(string, string)>()];
            fixture.Origin.Answer("hello", fields);
            await fixture.GetAsync(fixture.Request("/", ("Accept-Encoding", "exotic")));
        }

        if (state is "stale" or "stale-window" or "failing")
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(20));
        }

        if (state == "failing")
        {
            fixture.Origin.Script = static _ => throw new IOException("down");
            await fixture.GetAsync();
        }

        await fixture.IdleAsync();
        fixture.Origin.Answer("hello", ("Cache-Control", "max-age=60"));
    }
}
