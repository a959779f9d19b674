using System.Collections.Concurrent;

namespace EdgeGateway.Explaining;

/// <summary>Collects explanations; registered only when requests are to be explained.</summary>
internal sealed class ExplainSink
{
    private readonly ConcurrentQueue<RequestExplanation> _explanations = new();

    public void Add(RequestExplanation explanation) => _explanations.Enqueue(explanation);

    public RequestExplanation? Take() => _explanations.TryDequeue(out var explanation) ? explanation : null;
}
