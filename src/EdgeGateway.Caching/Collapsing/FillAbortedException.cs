namespace EdgeGateway.Caching.Collapsing;

/// <summary>
/// The body cannot be completed: the connection to the visitor must be aborted, never ended as if all were there.
/// </summary>
public sealed class FillAbortedException : IOException
{
    /// <summary>Creates it without a cause.</summary>
    public FillAbortedException()
    {
    }

    /// <summary>Creates it with a message.</summary>
    public FillAbortedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with a message and what went wrong at the origin.</summary>
    public FillAbortedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
