using EdgeGateway.Caching.Ranges;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Tests.Ranges;

public sealed class RangeRequestTests
{
    private const string Modified = "Thu, 01 Jan 2026 00:00:00 GMT";
    private static readonly DateTimeOffset ModifiedDate = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("bytes=0-1", "0+2")]
    [InlineData("BYTES=0-0", "0+1")]
    [InlineData("bytes=3-", "3+7")]
    [InlineData("bytes=-4", "6+4")]
    [InlineData("bytes=-400", "0+10")]
    [InlineData("bytes=5-400", "5+5")]
    [InlineData("bytes=0-99999999999999999999999", "0+10")]
    [InlineData("bytes=0-1, 4-5", "0+2 4+2")]
    [InlineData("bytes=4-5,0-1", "4+2 0+2")]
    [InlineData("bytes= 4-5 ,, 0-1 ,", "4+2 0+2")]
    [InlineData("bytes=0-4,2-6", "0+7")]
    [InlineData("bytes=8-9,0-4,2-6", "0+7 8+2")]
    [InlineData("bytes=0-1,2-3", "0+4")]
    [InlineData("bytes=0-1,400-", "0+2")]
    [InlineData("bytes=0-,0-,0-", "0+10")]
    public void Parts_AreReadAndJoined(string range, string parts)
    {
        Assert.Equal(RangeOutcome.Parts, Evaluate(range, out var found));
        Assert.Equal(parts, string.Join(' ', found.Select(part => $"{part.First}+{part.Length}")));
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=10-20,30-40")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=99999999999999999999-")]
    public void BytesThatAreNotThere_AreUnsatisfiable(string range) =>
        Assert.Equal(RangeOutcome.Unsatisfiable, Evaluate(range, out _));

    [Theory]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=,")]
    [InlineData("bytes=-")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=5-4")]
    [InlineData("bytes=0-1,5-4")]
    [InlineData("bytes=1")]
    [InlineData("bytes=+1-2")]
    [InlineData("bytes=--1")]
    [InlineData("bytes=0x1-2")]
    [InlineData("bytes=0 - 1")]
    [InlineData("items=0-1")]
    [InlineData("bytes = 0-1")]
    [InlineData("bytes=0-0,2-2,4-4,6-6,8-8,0-0,2-2,4-4,6-6,8-8,0-0,2-2,4-4,6-6,8-8,0-0,2-2")]
    public void RangeThatIsNotUnderstoodOrTooMany_GetsTheWhole(string range) =>
        Assert.Equal(RangeOutcome.Whole, Evaluate(range, out _));

    [Fact]
    public void TwoLines_GetTheWhole() =>
        Assert.Equal(RangeOutcome.Whole, RangeRequest.Evaluate(
            new HeaderDictionary { ["Range"] = new StringValues(["bytes=0-1", "bytes=2-3"]) }, new HeaderDictionary(), 10, out _));

    [Fact]
    public void EmptyBody_HasNoParts() => Assert.Equal(
        RangeOutcome.Whole, RangeRequest.Evaluate(new HeaderDictionary { ["Range"] = "bytes=-1" }, new HeaderDictionary(), 0, out _));

    [Theory]
    [InlineData("\"a\"", "\"a\"", 60, true)]
    [InlineData("\"b\"", "\"a\"", 60, false)]
    [InlineData("W/\"a\"", "W/\"a\"", 60, false)]
    [InlineData("\"a\"", "W/\"a\"", 60, false)]
    [InlineData("W/\"a\"", "\"a\"", 60, false)]
    [InlineData("\"a\"", null, 60, false)]
    [InlineData(Modified, null, 60, true)]
    [InlineData(Modified, "\"a\"", 60, true)]
    [InlineData(Modified, null, 0, false)]
    [InlineData("Thu, 01 Jan 2026 00:00:01 GMT", null, 60, false)]
    [InlineData("Wed, 31 Dec 2025 23:59:59 GMT", null, 60, false)]
    [InlineData("yesterday", null, 60, false)]
    [InlineData("", null, 60, false)]
    public void IfRange_NeedsAStrongValidator(string condition, string? etag, int secondsToDate, bool holds)
    {
        var request = new HeaderDictionary { ["Range"] = "bytes=0-1", ["If-Range"] = condition };
        var response = new HeaderDictionary
        {
            ["ETag"] = etag,
            ["Last-Modified"] = Modified,
            ["Date"] = ModifiedDate.AddSeconds(secondsToDate).ToString("r"),
        };

        var outcome = RangeRequest.Evaluate(request, response, 10, out _);

        Assert.Equal(holds ? RangeOutcome.Parts : RangeOutcome.Whole, outcome);
    }

    [Fact]
    public void RandomText_NeverLeavesTheBody()
    {
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var set = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => "0123456789--,, "[random.Next(15)]));
            var length = random.Next(1, 40);

            RangeRequest.Evaluate(new HeaderDictionary { ["Range"] = "bytes=" + set }, new HeaderDictionary(), length, out var parts);

            Assert.All(parts, part => Assert.True(part is { First: >= 0, Length: > 0 } && part.End <= length, set));
            Assert.True(parts.Sum(part => part.Length) <= length, set);
        }
    }

    private static RangeOutcome Evaluate(string range, out ByteRange[] parts) =>
        RangeRequest.Evaluate(new HeaderDictionary { ["Range"] = range }, new HeaderDictionary(), 10, out parts);
}
