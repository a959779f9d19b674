using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EdgeGateway.Scenarios.Sites;
using EdgeGateway.TestKit.Clients;
using Xunit.Abstractions;

namespace EdgeGateway.Scenarios.Sharing;

/// <summary>
/// Tagged visitors in parallel, leaving and coming, before an origin that fails: whatever carries one visitor's tag must never
/// show up anywhere else. <c>EDGE_CANARY_SECONDS</c> makes it longer.
/// </summary>
public sealed partial class CanaryTests(CanarySite site, ITestOutputHelper output) : IClassFixture<CanarySite>
{
    private const int Visitors = 50;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("EDGE_CANARY_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 15);

    private readonly ConcurrentQueue<string> _leaks = new();
    private int _pages;
    private int _left;
    private int _broken;

    [Fact]
    public async Task ManyTaggedVisitors_NeverMeet()
    {
        await Task.WhenAll(Enumerable.Range(0, Visitors).Select(VisitAsync));

        output.WriteLine($"{Visitors} visitors, {_pages} answers read, {_broken} broke off, {_left} connections left, {site.Origin.Requests.Count} requests at the origin.");
        Assert.Empty(_leaks);
        Assert.True(_pages > Visitors * 10, $"Only {_pages} answers were read.");
        await AssertNothingStoredIsTaggedAsync();
        Assert.All(site.Origin.Requests, request => Assert.DoesNotContain("edge_", request.Head, StringComparison.Ordinal));

        // These never fail, so nobody who waited for a fetch had to ask in their own name.
        Assert.All(site.Origin.Requests.Where(request => request.Target is "/shared/1" or "/shared/2"), request =>
        {
            Assert.DoesNotContain("canary", request.Head, StringComparison.OrdinalIgnoreCase);
            Assert.Null(request.Header("Sec-GPC"));
            Assert.Null(request.Header("Cookie"));
        });
        Assert.DoesNotContain("canary", site.Gateway.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Somebody without a cookie reads everything, the stored copies above all: there is nobody's tag.</summary>
    private async Task AssertNothingStoredIsTaggedAsync()
    {
        foreach (var target in CanarySite.Targets.SelectMany(static target => Enumerable.Repeat(target, 5)))
        {
            if (await TryAsync(() => site.GetAsync(target)) is { } answer)
            {
                Assert.DoesNotContain("canary", answer.Interim + answer.Head + answer.Text, StringComparison.Ordinal);
            }
        }
    }

    private async Task VisitAsync(int number)
    {
        var random = new Random(number);
        var tag = $"canary-{number}";
        var visitor = await Visitor.ConsentingAsync(site, $"X-Tag: {tag}\r\nReferer: http://shop.test/{tag}\r\n", $"session={tag}");
        await visitor.ViewAsync(tag);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Duration;)
        {
            var target = CanarySite.Targets[random.Next(CanarySite.Targets.Length)];
            if (random.Next(5) == 0)
            {
                await LeaveAsync(target, visitor, random);
            }
            else if (await TryAsync(() => visitor.GetAsync(target)) is { } answer)
            {
                Check(answer, target, tag);
            }
        }
    }

    /// <summary>Asks and goes: at once, or with the first bytes of the answer.</summary>
    private async Task LeaveAsync(string target, Visitor visitor, Random random)
    {
        using var leaving = await RawClient.ConnectAsync(site.Gateway.Site);
        await leaving.WriteRequestAsync("GET", target, visitor.Headers);
        Interlocked.Increment(ref _left);
        if (random.Next(2) == 0)
        {
            await TryAsync(leaving.ReadHeadAsync);
        }
    }

    private async Task<RawResponse?> TryAsync(Func<Task<RawResponse>> ask)
    {
        try
        {
            return await ask();
        }
        catch (IOException)
        {
            // The origin broke off and so did the gateway: nothing was seen.
            Interlocked.Increment(ref _broken);
            return null;
        }
    }

    private void Check(RawResponse answer, string target, string own)
    {
        Interlocked.Increment(ref _pages);
        var tags = Tag().Matches(answer.Interim + answer.Head + answer.Text).Select(match => match.Value).ToHashSet();
        var isShared = CanarySite.Shared.Contains(target);
        var mustShow = answer is { Status: 200, IsComplete: true } && target != "/style.css" && target != "/mine/whole";
        var mustSucceed = target.StartsWith("/shared/", StringComparison.Ordinal) && target != "/shared/short";
        if (tags.Any(tag => tag != own) || (mustShow && !tags.Contains(own)) || (mustSucceed && answer.Status != 200)
            || (isShared && answer.Status is not (200 or 502 or 503)))
        {
            _leaks.Enqueue($"{own} asked {target} and saw {answer.Status} {string.Join(' ', tags)}");
        }
    }

    [GeneratedRegex("canary-[0-9]+")]
    private static partial Regex Tag();
}
