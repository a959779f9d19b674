namespace EdgeGateway.Storage.Tests.Journal;

public sealed class JournalDamageTests
{
    private const int Count = 5000;

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(0, 70_003)]
    [InlineData(1, 12_345)]
    [InlineData(2, 5)]
    public async Task OneFlippedBit_CostsOneEntryAndIsNamed(int segment, long offset)
    {
        using var fixture = await FilledAsync();
        for (var bit = 0; bit < 8; bit += 3)
        {
            Damage.FlipBit(fixture.Segment(segment), offset, bit);
            await using (var journal = fixture.Open())
            {
                var numbers = JournalFixture.Numbers(journal);
                Assert.InRange(numbers.Count, Count - 1, Count);
                Assert.Equal(numbers.Order(), numbers);
                Assert.Equal(Count - numbers.Count, journal.Problems.Count);
                Assert.Equal(Count - 1, numbers[^1]);
            }

            Damage.FlipBit(fixture.Segment(segment), offset, bit);
        }
    }

    [Fact]
    public async Task EntryAfterDamage_IsStillAppendedAndRead()
    {
        using var fixture = await FilledAsync();
        Damage.Scribble(fixture.Segment(1), 50_000, 9000, seed: 4);

        await using (var journal = fixture.Open())
        {
            await JournalFixture.AppendAsync(journal, Count, 10);
        }

        await using var reopened = fixture.Open();
        var numbers = JournalFixture.Numbers(reopened);
        Assert.InRange(numbers.Count, Count - 90, Count - 50);
        Assert.Equal(Enumerable.Range(Count, 10), numbers[^10..]);
        Assert.Contains("entries are lost", Assert.Single(reopened.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public async Task ZeroedStretch_CostsItsEntriesOnly(int length)
    {
        using var fixture = await FilledAsync();
        Damage.Zero(fixture.Segment(1), 30_001, length);

        await using var journal = fixture.Open();

        var numbers = JournalFixture.Numbers(journal);
        Assert.InRange(numbers.Count, Count - (length / 100) - 2, Count - (length / 140));
        Assert.Equal(Count - 1, numbers[^1]);
        Assert.Equal(numbers.Count == Count ? 0 : 1, journal.Problems.Count);
    }

    [Fact]
    public async Task SwappedBlocks_AreNotReplayedOutOfOrder()
    {
        using var fixture = await FilledAsync();
        Damage.SwapBlocks(fixture.Segment(0), 8192, 131072, 4096);

        await using var journal = fixture.Open();

        var numbers = JournalFixture.Numbers(journal);
        Assert.Equal(numbers.Order(), numbers);
        Assert.InRange(numbers.Count, 1, Count - 2);
        Assert.NotEmpty(journal.Problems);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task DeletedFile_IsNamedAndTheOthersReplay(int segment)
    {
        using var fixture = await FilledAsync();
        File.Delete(fixture.Segment(segment));

        await using var journal = fixture.Open();

        var numbers = JournalFixture.Numbers(journal);
        Assert.InRange(numbers.Count, 1, Count - 100);
        Assert.Equal(segment == 0 ? 0 : 1, journal.Problems.Count);
    }

    [Fact]
    public async Task DeletedLastFile_DoesNotReuseItsAddresses()
    {
        using var fixture = await FilledAsync();
        long tail;
        await using (var journal = fixture.Open())
        {
            tail = journal.TailAddress;
        }

        File.Delete(fixture.Segment(2));
        await using var reopened = fixture.Open();

        Assert.True(reopened.TailAddress >= tail);
        var address = await JournalFixture.AppendAsync(reopened, Count, 3);
        Assert.True(address > tail);
        Assert.Equal(Enumerable.Range(Count, 3), JournalFixture.Numbers(reopened)[^3..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("edge-journal-1 1 2 3")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task DamagedMark_IsNamedAndNothingIsLost(string content)
    {
        using var fixture = await FilledAsync();
        await File.WriteAllTextAsync(fixture.Mark, content);

        await using (var journal = fixture.Open())
        {
            Assert.Contains("mark", Assert.Single(journal.Problems), StringComparison.Ordinal);
            Assert.Equal(Enumerable.Range(0, Count), JournalFixture.Numbers(journal));
        }

        await using var reopened = fixture.Open();
        Assert.Empty(reopened.Problems);
    }

    [Fact]
    public async Task DeletedMark_LosesNothing()
    {
        using var fixture = await FilledAsync();
        File.Delete(fixture.Mark);

        await using var journal = fixture.Open();

        Assert.Equal(Enumerable.Range(0, Count), JournalFixture.Numbers(journal));
    }

    [Fact]
    public async Task TornTail_IsDroppedAndNamed()
    {
        using var fixture = new JournalFixture();
        long tail;
        await using (var journal = fixture.Open())
        {
            tail = await JournalFixture.AppendAsync(journal, 0, 10);
        }

        File.Delete(fixture.Mark);
        Damage.Scribble(fixture.Segment(0), tail, 77, seed: 1);
        await using (var torn = fixture.Open())
        {
            Assert.Contains($"'{tail}'", Assert.Single(torn.Problems), StringComparison.Ordinal);
            Assert.Equal(tail, torn.TailAddress);
            await JournalFixture.AppendAsync(torn, 10, 10);
        }

        await using var reopened = fixture.Open();
        Assert.Empty(reopened.Problems);
        Assert.Equal(Enumerable.Range(0, 20), JournalFixture.Numbers(reopened));
    }

    [Fact]
    public async Task EveryLengthOfAnUnmarkedFile_OpensToAPrefix()
    {
        using var fixture = new JournalFixture();
        await using (var journal = fixture.Open())
        {
            await JournalFixture.AppendAsync(journal, 0, 20);
        }

        var whole = await File.ReadAllBytesAsync(fixture.Segment(0));
        for (var length = 0; length < 2600; length += 53)
        {
            File.Delete(fixture.Mark);
            await File.WriteAllBytesAsync(fixture.Segment(0), whole[..length]);
            await using var journal = fixture.Open();
            var numbers = JournalFixture.Numbers(journal);
            Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
            Assert.InRange(numbers.Count, (length / 134) - 1, (length / 124) + 1);
        }
    }

    [Fact]
    public async Task FilesFullOfNoise_OpenAsAnEmptyJournal()
    {
        using var fixture = new JournalFixture();
        for (var segment = 0; segment < 3; segment++)
        {
            await File.WriteAllBytesAsync(fixture.Segment(segment), []);
            Damage.Scribble(fixture.Segment(segment), 0, 256 << 10, segment);
        }

        await using var journal = fixture.Open();

        Assert.NotEmpty(journal.Problems);
        await JournalFixture.AppendAsync(journal, 0, 5);
        Assert.Equal(Enumerable.Range(0, 5), JournalFixture.Numbers(journal));
    }

    private static async Task<JournalFixture> FilledAsync()
    {
        var fixture = new JournalFixture();
        await using var journal = fixture.Open();
        await JournalFixture.AppendAsync(journal, 0, Count);
        return fixture;
    }
}
