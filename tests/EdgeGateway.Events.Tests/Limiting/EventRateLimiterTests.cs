using System.Net;
using EdgeGateway.Events.Limiting;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.TestKit;

namespace EdgeGateway.Events.Tests.Limiting;

public sealed class EventRateLimiterTests
{
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Visitor_HasABurstAndThenItsRate()
    {
        var limiter = new EventRateLimiter(new EventRateOptions(), _time);

        Assert.Equal(50, Taken(limiter, Visitor(1), Home, 1_000));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(20, Taken(limiter, Visitor(1), Home, 1_000));
        Assert.Equal(50, Taken(limiter, Visitor(2), Home, 1_000));
    }

    [Fact]
    public void RefusedVisitor_LearnsWhenToComeBack()
    {
        var limiter = new EventRateLimiter(new EventRateOptions(), _time);
        Assert.Equal(EventRateOutcome.Allowed, limiter.TryTake(Visitor(1), Home, 50, out var none));
        Assert.Equal(TimeSpan.Zero, none);

        Assert.Equal(EventRateOutcome.Visitor, limiter.TryTake(Visitor(1), Home, 5, out var retryAfter));
        Assert.Equal(TimeSpan.FromSeconds(0.5), retryAfter);

        _time.Advance(retryAfter);
        Assert.Equal(EventRateOutcome.Allowed, limiter.TryTake(Visitor(1), Home, 5, out _));
    }

    [Fact]
    public void FloodingVisitor_LeavesRoomForOthersAtItsAddress()
    {
        var limiter = new EventRateLimiter(new EventRateOptions(), _time);
        Assert.Equal(50, Taken(limiter, Visitor(1), Home, 100_000));

        Assert.Equal(350, Enumerable.Range(2, 1_000).Sum(n => Taken(limiter, Visitor(n), Home, 1)));
    }

    [Fact]
    public void Address_IsLimitedAcrossVisitors()
    {
        var limiter = new EventRateLimiter(new EventRateOptions { PerAddress = 10, AddressBurst = 20 }, _time);

        Assert.Equal(20, Enumerable.Range(1, 100).Sum(n => Taken(limiter, Visitor(n), Home, 1)));
        Assert.Equal(EventRateOutcome.Address, limiter.TryTake(Visitor(500), Home, 1, out _));
        Assert.True(limiter.TryTake(Visitor(500), IPAddress.Parse("192.0.2.2"), 1));
    }

    [Fact]
    public void Ipv6Neighbours_ShareOneNetworkAndMappedAddressesAreIpv4()
    {
        var limiter = new EventRateLimiter(new EventRateOptions { PerAddress = 1, AddressBurst = 1 }, _time);

        Assert.True(limiter.TryTake(Visitor(1), IPAddress.Parse("2001:db8::1"), 1));
        Assert.False(limiter.TryTake(Visitor(2), IPAddress.Parse("2001:db8::ffff:2"), 1));
        Assert.True(limiter.TryTake(Visitor(3), IPAddress.Parse("2001:db8:0:1::1"), 1));
        Assert.True(limiter.TryTake(Visitor(4), Home, 1));
        Assert.False(limiter.TryTake(Visitor(5), Home.MapToIPv6(), 1));
    }

    [Fact]
    public void UnknownVisitorOrAddress_IsNotLimitedByWhatIsMissing()
    {
        var options = new EventRateOptions { PerVisitor = 1, VisitorBurst = 1, PerAddress = 1, AddressBurst = 2 };
        var limiter = new EventRateLimiter(options, _time);

        Assert.Equal(2, Taken(limiter, VisitorId.None, Home, 10));
        Assert.Equal(1, Taken(limiter, Visitor(1), null, 10));
    }

    [Fact]
    public void RateOfZero_IsNoLimit()
    {
        var limiter = new EventRateLimiter(new EventRateOptions { PerVisitor = 0, PerAddress = 0 }, _time);

        Assert.Equal(10_000, Taken(limiter, Visitor(1), Home, 10_000));
    }

    [Fact]
    public void MoreThanTheBurst_IsNeverAllowed()
    {
        var limiter = new EventRateLimiter(new EventRateOptions(), _time);

        Assert.False(limiter.TryTake(Visitor(1), Home, 51));
        Assert.True(limiter.TryTake(Visitor(1), Home, 50));
    }

    [Fact]
    public void ManyKeys_StayBoundedAndActiveOnesSurvive()
    {
        var buckets = new TokenBuckets<int>(rate: 1, burst: 5, maxKeys: 100, _time);
        for (var i = 0; i < 5; i++)
        {
            Assert.True(buckets.TryTake(-1, 1, out _));
        }

        for (var key = 0; key < 10_000; key++)
        {
            buckets.TryTake(key, 1, out _);
            Assert.False(buckets.TryTake(-1, 1, out _));
        }

        Assert.InRange(buckets.Count, 1, 100);
    }

    [Fact]
    public void ClockThatJumpsBack_GivesNothingAndBreaksNothing()
    {
        var limiter = new EventRateLimiter(new EventRateOptions(), _time);
        Assert.Equal(50, Taken(limiter, Visitor(1), Home, 60));

        _time.JumpTo(_time.GetUtcNow().AddHours(-1));
        Assert.False(limiter.TryTake(Visitor(1), Home, 1));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.InRange(Taken(limiter, Visitor(1), Home, 100), 1, 10);
    }

    private static VisitorId Visitor(int n) => new(7, (ulong)n);

    private static int Taken(EventRateLimiter limiter, VisitorId visitor, IPAddress? address, int tries) =>
        Enumerable.Range(0, tries).Count(_ => limiter.TryTake(visitor, address, 1));
}
