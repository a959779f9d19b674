using System.Diagnostics;
using System.Globalization;
using EdgeGateway.Storage.CrashWriter;

namespace EdgeGateway.Storage.Tests.Crashes;

/// <summary>
/// A process that writes is killed at random moments; what it called durable must be there, in the exact order.
/// </summary>
public sealed class KillTests
{
    // More for a soak run: EDGE_TEST_KILLS=200.
    private static readonly int Kills =
        int.Parse(Environment.GetEnvironmentVariable("EDGE_TEST_KILLS") ?? "6", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("much", 1)]
    [InlineData("little", 2)]
    public async Task KilledWriter_LosesNothingItAcknowledged(string memory, int seed)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(seed);
        var acknowledged = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            acknowledged = Math.Max(
                acknowledged, await RunAndKillAsync(folder.Path, memory, TimeSpan.FromMilliseconds(random.Next(20, 900))));
            await AssertNothingLostAsync(folder.Path, memory == "little", acknowledged);
        }

        Assert.True(acknowledged > 1000, $"The writer got to '{acknowledged}' only.");
    }

    private static async Task<long> RunAndKillAsync(string directory, string memory, TimeSpan delay)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { typeof(CrashSetup).Assembly.Location, directory, memory },
            RedirectStandardOutput = true,
        })!;
        var acknowledged = 0L;
        var lines = 0;
        var killAt = long.MaxValue;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            acknowledged = long.Parse(line, CultureInfo.InvariantCulture);
            if (lines++ == 0)
            {
                killAt = Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency);
            }

            if (Stopwatch.GetTimestamp() > killAt)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
        return acknowledged;
    }

    private static async Task AssertNothingLostAsync(string directory, bool littleMemory, long acknowledged)
    {
        await using var store = CrashSetup.OpenStore(directory, littleMemory);
        await using var journal = CrashSetup.OpenJournal(directory);
        Assert.Empty(store.Recovery.Problems);
        Assert.All(journal.Problems, problem => Assert.Contains("torn", problem, StringComparison.Ordinal));

        // Which entries a checkpoint holds is known from the journal: it keeps everything behind the older checkpoint.
        var firstUnapplied = long.MaxValue;
        var previous = 0L;
        journal.Replay(0, (entry, address) =>
        {
            var number = CrashSetup.NumberOf(entry);
            Assert.True(entry.SequenceEqual(CrashSetup.Entry(number)));
            Assert.True(previous == 0 || number == previous + 1);
            previous = number;
            if (address > store.Recovery.AppliedAddress)
            {
                firstUnapplied = Math.Min(firstUnapplied, number);
            }
        });

        Assert.True(previous >= acknowledged);
        AssertExactPrefix(store, Math.Min(firstUnapplied, previous + 1) - 1);
    }

    // Not one operation more and not one less than the checkpoint says.
    private static void AssertExactPrefix(Storage.KeyValue.FasterKeyValueStore store, long last)
    {
        var buffer = new byte[store.MaxValueBytes];
        for (var key = 0L; key < CrashSetup.Keys; key++)
        {
            var expected = last - ((last - key) % CrashSetup.Keys);
            var found = store.TryRead(CrashSetup.KeyOf(key), buffer, out var length);
            Assert.Equal(last >= key && expected >= 1, found);
            if (found)
            {
                Assert.True(buffer.AsSpan(0, length).SequenceEqual(CrashSetup.Entry(expected)));
            }
        }
    }
}
