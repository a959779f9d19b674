namespace EdgeGateway.TestKit.Processes;

/// <summary>The lines a process wrote, in order of arrival; a test can wait for one without polling.</summary>
public sealed class ProcessLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Predicate<string> IsIt, TaskCompletionSource<string> Found)> _waiting = [];

    /// <summary>Everything written so far.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>How many lines there are; a mark for <see cref="WaitForAsync(string, int)"/>.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>Adds a line and wakes whoever waited for it.</summary>
    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            foreach (var (_, found) in _waiting.Where(waiting => waiting.IsIt(line)))
            {
                found.TrySetResult(line);
            }

            _waiting.RemoveAll(waiting => waiting.Found.Task.IsCompleted);
        }
    }

    /// <summary>The first line with this text, at or after line <paramref name="from"/>.</summary>
    /// <exception cref="TimeoutException">It did not come; the message holds the whole log.</exception>
    public Task<string> WaitForAsync(string text, int from = 0) =>
        WaitForAsync(line => line.Contains(text, StringComparison.Ordinal), $"a line with '{text}'", from);

    private async Task<string> WaitForAsync(Predicate<string> isIt, string what, int from)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_lines.FindIndex(Math.Min(from, _lines.Count), isIt) is >= 0 and var index)
            {
                return _lines[index];
            }

            _waiting.Add((isIt, found));
        }

        try
        {
            return await found.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The process did not write {what} within {Patience}. It wrote:\n{Text}");
        }
    }
}
