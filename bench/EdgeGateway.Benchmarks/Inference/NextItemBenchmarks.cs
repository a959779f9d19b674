using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Running;
using EdgeGateway.Benchmarks.Samples;
using EdgeGateway.Inference;
using EdgeGateway.Inference.Models;

namespace EdgeGateway.Benchmarks.Inference;

/// <summary>What do the twenty best next items cost for one page view?</summary>
public class NextItemBenchmarks
{
    private readonly ScoredItem[] _best = new ScoredItem[20];
    private SampleModel _sample = null!;
    private OnnxRuntime _runtime = null!;
    private NextItemModel _model = null!;
    private int[] _history = [];
    private int[] _exclude = [];
    private int _next;

    [Params(1_000, 10_000)]
    public int Items { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _runtime = OnnxRuntime.TryLoad(null, out var report) ?? throw new InvalidOperationException(report);
        _sample = SampleModel.Train(Items);
        _model = NextItemModel.Load(_runtime, _sample.VersionFolder);
        _history = [.. Enumerable.Range(0, _model.MaxHistory).Select(i => i * 37 % _model.ItemCount)];
        _exclude = [.. Enumerable.Range(0, 10).Select(i => i * 101 % _model.ItemCount)];
        if (_model.ItemCount < Items * 9 / 10 || OneView() == 0)
        {
            throw new InvalidOperationException($"The model knows {_model.ItemCount} items and names {OneView()}.");
        }
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _model.Dispose();
        _runtime.Dispose();
        _sample.Dispose();
    }

    [Benchmark(Baseline = true, Description = "after one view")]
    [Budget(AllocatedBytes = 0)]
    public int OneView()
    {
        _history[0] = _next++ % _model.ItemCount;
        return _model.Score(_history.AsSpan(0, 1), [], [], _best);
    }

    [Benchmark(Description = "longest history, 10 excluded")]
    [Budget(AllocatedBytes = 0)]
    public int LongestHistory()
    {
        _history[0] = _next++ % _model.ItemCount;
        return _model.Score(_history, [], _exclude, _best);
    }
}
