using EdgeGateway.CacheBench;

// What the page cache promises about memory, purges, restarts and hit ratios: dotnet run -c Release --project bench/EdgeGateway.CacheBench
// [ratios|entries|purge|churn|warm]. Each program prints its numbers and a verdict; one that is missed makes the exit code 1.
(string Name, Func<Task<bool>> Run)[] programs =
[
    ("ratios", () => Task.FromResult(HitRatios.Run())),
    ("entries", EntryCost.RunAsync),
    ("purge", PurgeCost.RunAsync),
    ("churn", MemoryChurn.RunAsync),
    ("warm", WarmStart.RunAsync),
];
var chosen = programs.Where(program => args.Length == 0 || args.Contains(program.Name)).ToArray();
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"There is no program '{args[0]}'; accepted are {string.Join(", ", programs.Select(p => p.Name))}.");
    return 1;
}

var kept = true;
foreach (var (name, run) in chosen)
{
    Console.WriteLine($"== {name}");
    kept &= await run();
}

return kept ? 0 : 1;
