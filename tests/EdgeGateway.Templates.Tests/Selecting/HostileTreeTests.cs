using System.Diagnostics;
using System.Text;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Templates.Tests.Selecting;

/// <summary>
/// Pages made to be slow to match. Matching that tries out combinations would take minutes to centuries here, so a wide limit
/// tells the two apart on any machine.
/// </summary>
public sealed class HostileTreeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("div div div div div div div div > x")]
    [InlineData("div > div div > div div > div div > x")]
    [InlineData("div:has(div div div div div x)")]
    [InlineData(":not(div div div div div x) :not(div div div div x) x")]
    [InlineData("div:is(div div div, div > div div) div:is(div div div) div:is(div div) x")]
    public void DeepPage_IsMatchedInTime(string selector) =>
        AssertQuick(string.Concat(Enumerable.Repeat("<div>", 500)) + string.Concat(Enumerable.Repeat("<b></b>", 20_000)), selector);

    [Theory]
    [InlineData("p ~ p ~ p ~ p ~ p ~ x")]
    [InlineData("p:nth-child(2n+1 of p ~ p):nth-last-child(3n) ~ x")]
    [InlineData("p:nth-of-type(7n+3):nth-last-of-type(5n) + x")]
    [InlineData("p:has(~ p ~ p ~ p ~ x)")]
    [InlineData("body:has(p + p + p + p + x)")]
    [InlineData(":nth-last-of-type(n+50000):not(:nth-child(odd of :not(x)))")]
    public void WidePage_IsMatchedInTime(string selector) =>
        AssertQuick(string.Concat(Enumerable.Repeat("<p></p>", 100_000)), selector);

    [Fact]
    public void SiblingsOfAsManyTypes_AreCountedInTime() =>
        AssertQuick(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"<x{i}></x{i}>")), ":nth-of-type(2), :nth-last-of-type(2)");

    [Fact]
    public void ManyAttributesAndClasses_AreReadInTime() =>
        AssertQuick(
            $"<p {string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"a{i}=x"))} class='{string.Join(' ', Enumerable.Range(0, 50_000))}'>x",
            "[a19999=y], p.none, [class~=none]");

    [Fact]
    public void TheSameNameManyTimes_IsReadInTime() =>
        AssertQuick(
            $"<p {string.Concat(Enumerable.Repeat("x ", 200_000))} y class='{string.Concat(Enumerable.Repeat("a ", 400_000))}'>x",
            "[x][y=z], .a.b, .a.c");

    [Fact]
    public void ElementWithManyNames_IsStillFound()
    {
        var html = $"<p {string.Concat(Enumerable.Range(0, 100).Select(i => $"a{i} "))} y=z class='{new string(' ', 5000)}a b'>x";

        Assert.EndsWith("{1}{2}x", Plans.Filled(
            html, new SlotMarkup("1", "[y=z]", SlotPosition.Prepend), new SlotMarkup("2", ".b.a", SlotPosition.Prepend)), StringComparison.Ordinal);
    }

    [Fact]
    public void ManyFormattingElements_AreNestedInTime() =>
        AssertQuick(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<b id={i}><p></i></b>")), "b + x");

    private static void AssertQuick(string html, string selector)
    {
        var program = Plans.Program(new SlotMarkup("s", selector, SlotPosition.Before));
        var bytes = Encoding.ASCII.GetBytes("<!doctype html><body>" + html);
        var started = Stopwatch.GetTimestamp();

        var plan = program.CreatePlan(bytes, Plans.Html);

        Assert.True(Stopwatch.GetElapsedTime(started) < Limit, $"It took {Stopwatch.GetElapsedTime(started)}.");
        Assert.Equal(bytes, Plans.Original(plan));
    }
}
