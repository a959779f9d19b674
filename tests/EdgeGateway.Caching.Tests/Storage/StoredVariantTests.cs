using System.Runtime.CompilerServices;
using EdgeGateway.Caching.Directives;
using EdgeGateway.Caching.Freshness;
using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Caching.Storage;
using EdgeGateway.Primitives.Outcomes;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Tests.Storage;

public sealed class StoredVariantTests
{
    private const int Seed = 20261125;

    private static readonly StoreDecision Decision = new() { Reason = NotStoredReason.None, Directives = ResponseDirectives.None };

    private readonly MemoryStore _store = new(1 << 20, static _ => { });
    private readonly ResponseKinds _kinds;

    public StoredVariantTests() => _kinds = new ResponseKinds(_store, TimeProvider.System);

    [Theory]
    [InlineData(typeof(StoredVariant), 168)]
    [InlineData(typeof(CacheRecord), 48)]
    public void Object_TakesTheBytesThatAreCounted(Type type, int bytes)
    {
        RuntimeHelpers.GetUninitializedObject(type);
        var before = GC.GetAllocatedBytesForCurrentThread();
        RuntimeHelpers.GetUninitializedObject(type);

        Assert.Equal(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task ResponsesDecidedAlike_ShareOneDecision_ButNoTimes()
    {
        using var fixture = new CacheFixture();
        var now = fixture.Time.GetUtcNow();
        var stored = new List<StoredResponse>();
        for (var i = 0; i < 3; i++)
        {
            fixture.Origin.Answer(
                "x", ("Cache-Control", "private=\"x-a\", stale-if-error=9"), ("Age", $"{i}"), ("Last-Modified", now.AddHours(-i - 1).ToString("r")));
            stored.Add((await fixture.GetAsync($"/{i}")).Stored!);
        }

        Assert.All(stored, response => Assert.Same(stored[0].Decision, response.Decision));
        Assert.Equal([0, 1, 2], stored.Select(response => (int)response.InitialAge.TotalSeconds));
        Assert.Equal([6, 12, 18], stored.Select(response => (int)response.Lifetime.TotalMinutes));
        Assert.Equal([TimeSpan.FromSeconds(9)], stored.Select(response => response.Decision.StaleIfError).Distinct());
    }

    [Fact]
    public void KindsBeyondTheTable_AreCounted()
    {
        var variants = Enumerable.Range(0, 5000).Select(i => Make(Decision with { StaleIfError = TimeSpan.FromSeconds(i) })).ToArray();

        Assert.Equal(variants[0].Measure([]), variants[1].Measure([]));
        Assert.InRange(variants[4999].Measure([]) - variants[0].Measure([]), 200, 300);
        Assert.Equal(TimeSpan.FromSeconds(4999), variants[4999].Decision.StaleIfError);
    }

    [Fact]
    public void FirstHit_CountsWhatStringsTakeMore_Once()
    {
        var variant = Make(Decision);
        var packed = Keep(variant);

        variant.Touch();
        variant.Touch();

        Assert.InRange(_store.Bytes - packed, 100, 400);
        Assert.Equal(_store.Bytes, variant.Size);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var value = variant.Headers["ETag"];
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal("\"1\"", value.ToString());
    }

    [Fact]
    public async Task ReadersAtTheFirstHit_AlwaysSeeAllFields()
    {
        for (var round = 0; round < 300; round++)
        {
            var variant = Make(Decision);
            Keep(variant);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
            {
                variant.Touch();
                Assert.Equal(("\"1\"", "2"), (variant.Headers["ETag"].ToString(), variant.Headers["B"].ToString()));
            })));

            Assert.Equal(variant.Size, _store.Bytes);
            _store.Unlink(variant);
            Assert.Equal(0, _store.Bytes);
        }
    }

    [Fact]
    public void VariantThatIsNotKept_CountsNothing()
    {
        var variant = Make(Decision);
        variant.ReplaceDerived(new Weight(100));
        Assert.Equal((0, 0), (_store.Bytes, variant.Size));

        Keep(variant);
        _store.Unlink(variant);
        variant.ReplaceDerived(null);
        Assert.Equal(0, _store.Bytes);
    }

    [Fact]
    public void TagIndex_FindsWhatIsThere_WhateverCameAndWent()
    {
        var random = new Random(Seed);
        var index = new TagIndex();
        var there = new Dictionary<StoredVariant, string[]>();
        for (var step = 0; step < 5000; step++)
        {
            if (there.Count > 0 && random.Next(5) < 2)
            {
                var gone = there.Keys.ElementAt(random.Next(there.Count));
                index.Remove(gone);
                index.Remove(gone);
                there.Remove(gone);
            }
            else
            {
                string[] tags = [.. Enumerable.Range(0, 6).Where(_ => random.Next(3) == 0).Select(tag => $"t{tag}")];
                var variant = Make(Decision);
                index.Add(variant, tags);
                there.Add(variant, tags);
                Assert.Equal(tags, variant.Tags.Select(place => place.Entries.Tag));
            }

            var asked = $"t{random.Next(6)}";
            var expected = there.Where(pair => pair.Value.Contains(asked)).Select(pair => pair.Key).ToHashSet();
            Assert.True(expected.SetEquals(index.Find(asked)), $"Seed {Seed}, step {step}.");
        }
    }

    [Fact]
    public void HitTexts_OfTimesThatShareASlot_AreEachTheirOwn()
    {
        foreach (var ttl in new long[] { 5, 5 + 4096, 5, -1, 4095, -1, long.MaxValue })
        {
            Assert.Equal($"EdgeGateway; hit; ttl={ttl}", CacheStatusText.Hit(ttl));
        }
    }

    [Fact]
    public void TagsOfFew_AreCounted()
    {
        var index = new TagIndex();
        for (var i = 0; i < 4; i++)
        {
            Assert.InRange(index.CostOf(["common", $"own-{i}"]), 300, 350);
            index.Add(Make(Decision), ["common", $"own-{i}"]);
        }

        Assert.InRange(index.CostOf(["common", "own-4"]), 140, 180);
        Assert.Equal((0, 0), (index.CostOf(["common"]), index.CostOf([])));
    }

    [Fact]
    public void DeadRecord_StaysDead()
    {
        var record = new CacheRecord([1], 1);
        record.Invalidate();
        Assert.Equal((1, false), (record.Generation, record.Dead));

        record.Die();
        Assert.Equal((1, true), (record.Generation, record.Dead));
        record.Invalidate();
        Assert.Equal((2, true), (record.Generation, record.Dead));
    }

    private StoredVariant Make(StoreDecision decision) => new(
        new CacheRecord([1], 1), [2], 200, new StoredHeaders(["ETag", "B"], ["\"1\"", new StringValues("2")]), new SharedBody([3]), decision, 0, _kinds);

    private long Keep(StoredVariant variant)
    {
        variant.Size = variant.Measure([]);
        Assert.True(_store.TryReserve(variant.Size));
        variant.Place = VariantPlace.Held;
        _store.Link(variant, inheritsMain: false);
        return variant.Size;
    }

    private sealed record Weight(long SizeBytes) : IDerivedContent;
}
