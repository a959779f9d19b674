using BenchmarkDotNet.Running;
using EdgeGateway.Benchmarks.Fuzzing;
using EdgeGateway.Benchmarks.Running;
using EdgeGateway.Benchmarks.Samples;

if (args is ["fuzz", ..])
{
    return FuzzCommand.Run(args.AsSpan(1));
}

// Arguments are BenchmarkDotNet's own, such as --filter '*Segments*'; without any, all benchmarks run.
foreach (var sentence in RealPage.Missing.Concat(SampleModel.Missing))
{
    Console.WriteLine(sentence);
}

var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly)
    .Run(args.Length == 0 ? ["--filter", "*"] : args, new BenchmarkConfig())
    .ToArray();
return Verdict.Print(summaries, Console.Out);
