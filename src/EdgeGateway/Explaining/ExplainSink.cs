using System.Collections.Concurrent;

namespace EdgeGateway.Explaining;

/// <summary>
/// Collects explanations; registered only when requests are to be explained. A request announces itself before it is
/// answered, so that whoever has the answer knows whether an explanation will come.
/// </summary>
internal sealed class ExplainSink
{
    private readonly ConcurrentQueue<TaskCompletionSource<RequestExplanation>> _explanations = new();

    /// <summary>Announces an explanation.</summary>
    public TaskCompletionSource<RequestExplanation> Begin()
    {
        var explanation = new TaskCompletionSource<RequestExplanation>(TaskCreationOptions.RunContinuationsAsynchronously);
        _explanations.Enqueue(explanation);
        return explanation;
    }

    /// <summary>The oldest explanation not taken yet, once it is complete; null when no request reached the site's pipeline.</summary>
    public async Task<RequestExplanation?> TakeAsync(CancellationToken cancellationToken) =>
        _explanations.TryDequeue(out var explanation) ? await explanation.Task.WaitAsync(cancellationToken) : null;
}
