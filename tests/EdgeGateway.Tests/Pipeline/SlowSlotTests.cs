using System.IO.Compression;
using System.Net;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGateway.Tests.Pipeline;

/// <summary>A slot whose decision takes as long as the test wants: the page's first bytes do not wait for it.</summary>
public sealed class SlowSlotTests : IAsyncLifetime
{
    private const string Start = "<html><body><h1>Shop</h1><div id=here>";
    private const string Page = $"{Start}old</div></body></html>";

    private readonly HeldRankings _rankings = new();
    private HostedGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _gateway = await HostedGateway.StartAsync(
            services => services.AddSingleton<IItemRankings>(_rankings),
            """
            "Fragments": { "Directory": "fragments" }, "Recommendations": { "PageDeadline": "5s" },
            "Slots": { "s": { "Selector": "#here", "Deadline": "5s", "Choose": [{ "Recommend": { "List": "trending", "Count": 3 }, "Fragment": "row" }] } }
            """,
            ("row", "<ul>{{cards \"card\"}}</ul>"), ("card", "<li>{{id}}</li>"));
        _gateway.Origin.Answer("/", Page, "Cache-Control: max-age=600\r\nETag: \"o\"");
        (await _gateway.GetAsync("/")).Dispose();
    }

    public async Task DisposeAsync()
    {
        _rankings.Release();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    public async Task SlowDecision_LetsTheStartOfThePageLeave(string coding)
    {
        _rankings.Hold();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Accept-Encoding", coding);

        // The gate is shut: only bytes that did not wait can arrive.
        using var answer = await _gateway.Site.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        await using var text = coding == "gzip" ? new GZipStream(body, CompressionMode.Decompress) : body;
        var start = new byte[Start.Length];
        await text.ReadExactlyAsync(start);
        _rankings.Release();
        using var rest = new StreamReader(text);

        Assert.Equal(Page, System.Text.Encoding.ASCII.GetString(start) + await rest.ReadToEndAsync());
        Assert.Equal((HttpStatusCode.OK, true, null, null),
            (answer.StatusCode, answer.Headers.TransferEncodingChunked, answer.Headers.ETag, answer.Content.Headers.ContentLength));
        Assert.Equal("no-cache, private", answer.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("GET", "\"other\"")]
    [InlineData("HEAD", null)]
    public async Task RequestThatNeedsTheTag_WaitsForTheDecision(string method, string? known)
    {
        _rankings.Hold();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/");
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        var pending = _gateway.Site.SendAsync(request);
        await _rankings.Asked.WaitAsync(TimeSpan.FromSeconds(20));
        _rankings.Release();

        using var answer = await pending;

        Assert.NotNull(answer.Headers.ETag);
        Assert.Equal(Page.Length, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task SlowPagesAtOnce_EachEndWhole()
    {
        _rankings.Hold();
        var pending = Enumerable.Range(0, 8).Select(_ => _gateway.Site.GetStringAsync("/")).ToArray();
        await _rankings.Asked.WaitAsync(TimeSpan.FromSeconds(20));
        _rankings.Release();

        Assert.All(await Task.WhenAll(pending), page => Assert.Equal(Page, page));
    }

    private sealed class HeldRankings : IItemRankings
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private readonly object _gate = new();
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _held;

        /// <summary>Somebody waits at the gate.</summary>
        public Task Asked => _asked.Task;

        public RankedItems Trending
        {
            get
            {
                lock (_gate)
                {
                    while (_held)
                    {
                        _asked.TrySetResult();
                        _held = Monitor.Wait(_gate, Patience) && _held;
                    }
                }

                return RankedItems.Empty;
            }
        }

        public RankedItems Popular => RankedItems.Empty;

        public void Hold() => Set(held: true);

        public void Release() => Set(held: false);

        private void Set(bool held)
        {
            lock (_gate)
            {
                _held = held;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
