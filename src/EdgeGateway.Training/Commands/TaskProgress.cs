namespace EdgeGateway.Training.Commands;

/// <summary>Reports on the caller's thread; the framework's own class would post to the thread pool, in any order.</summary>
internal sealed class TaskProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
