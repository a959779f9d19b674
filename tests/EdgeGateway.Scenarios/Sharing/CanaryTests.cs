using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Clients;
using Xunit.Abstractions;

namespace EdgeGateway.Scenarios.Sharing;

/// <summary>Tagged visitors in parallel: whatever carries one visitor's tag must never show up anywhere else.</summary>
public sealed partial class CanaryTests(CanarySite site, ITestOutputHelper output) : IClassFixture<CanarySite>
{
    private const int Visitors = 40;
    private const int Rounds = 12;

    private readonly ConcurrentQueue<string> _leaks = new();
    private int _pages;
    private int _left;

    [Fact]
    public async Task ManyTaggedVisitors_NeverMeet()
    {
        await Task.WhenAll(Enumerable.Range(0, Visitors).Select(VisitAsync));

        output.WriteLine($"{Visitors} visitors, {_pages} answers read, {_left} connections left, {site.Origin.Requests.Count} requests at the origin.");
        Assert.Empty(_leaks);
        Assert.True(_pages > Visitors * Rounds / 2);
        Assert.All(site.Origin.Requests, request => Assert.DoesNotContain("edge_", request.Head, StringComparison.Ordinal));
        Assert.All(site.Origin.Requests.Where(request => !request.Target.StartsWith("/mine", StringComparison.Ordinal)), request =>
        {
            Assert.DoesNotContain("canary", request.Head, StringComparison.OrdinalIgnoreCase);
            Assert.Null(request.Header("Sec-GPC"));
            Assert.Null(request.Header("Cookie"));
        });
        Assert.DoesNotContain("canary", site.Gateway.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    private async Task VisitAsync(int number)
    {
        var random = new Random(number);
        var tag = $"canary-{number}";
        var visitor = await Visitor.ConsentingAsync(site, $"X-Tag: {tag}\r\nReferer: http://shop.test/{tag}\r\n", $"session={tag}");
        await visitor.ViewAsync(tag);
        for (var round = 0; round < Rounds; round++)
        {
            var target = CanarySite.Targets[random.Next(CanarySite.Targets.Length)];
            if (random.Next(5) == 0)
            {
                using var leaving = await RawClient.ConnectAsync(site.Gateway.Site);
                await leaving.WriteRequestAsync("GET", target, visitor.Headers);
                Interlocked.Increment(ref _left);
                continue;
            }

            Check(await visitor.GetAsync(target), target, tag);
        }
    }

    private void Check(RawResponse answer, string target, string own)
    {
        Interlocked.Increment(ref _pages);
        var tags = Tag().Matches(answer.Head + answer.Text).Select(match => match.Value).ToHashSet();
        var mustShow = target.StartsWith("/shared", StringComparison.Ordinal) || target == "/mine";
        if (answer.Status != 200 || tags.Any(tag => tag != own) || (mustShow && !tags.Contains(own)))
        {
            _leaks.Enqueue($"{own} asked {target} and saw {answer.Status} {string.Join(' ', tags)}");
        }
    }

    [GeneratedRegex("canary-[0-9]+")]
    private static partial Regex Tag();
}
