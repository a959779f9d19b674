namespace EdgeGateway.TestKit.Origins;

/// <summary>A point in a script: the test learns that it was reached, and the script goes on when the test says so.</summary>
public sealed class OriginBarrier
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a script stands at the barrier; fails after 30 seconds.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets every script pass, now and later.</summary>
    public void Open() => _opened.TrySetResult();

    /// <summary>The script's side: says that it is here and waits.</summary>
    public Task PassAsync(OriginExchange exchange)
    {
        _reached.TrySetResult();
        return _opened.Task.WaitAsync(exchange.Stopping);
    }
}
