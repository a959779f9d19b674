using System.Globalization;
using EdgeGateway.Storage.CrashWriter;

// Appends numbered entries, says which are durable, and applies them to a store with frequent checkpoints, until it is killed.
// Arguments: folder, "little" or "much" memory. Output: one line with the highest durable number after each commit.
var directory = args[0];
await using var store = CrashSetup.OpenStore(directory, littleMemory: args[1] == "little");
await using var journal = CrashSetup.OpenJournal(directory, store.Recovery.AppliedAddress);
var last = 0L;
var applied = journal.Replay(store.Recovery.AppliedAddress, (entry, _) =>
{
    last = CrashSetup.NumberOf(entry);
    store.Upsert(CrashSetup.KeyOf(last), entry);
});
if (last == 0)
{
    journal.Replay(0, (entry, _) => last = CrashSetup.NumberOf(entry));
}

for (var round = 1; ; round++)
{
    long address = 0;
    var first = last + 1;
    for (; last < first + 20 + (round % 80); last++)
    {
        if (!journal.TryAppend(CrashSetup.Entry(last + 1), out address))
        {
            break;
        }
    }

    await journal.WaitForCommitAsync(address, CancellationToken.None);
    Console.Out.WriteLine(last.ToString(CultureInfo.InvariantCulture));
    for (var number = first; number <= last; number++)
    {
        store.Upsert(CrashSetup.KeyOf(number), CrashSetup.Entry(number));
    }

    if (round % 10 == 0)
    {
        await store.CheckpointAsync(address, CancellationToken.None);
        journal.TruncateUntil(store.OldestCheckpointAddress);
    }
}
