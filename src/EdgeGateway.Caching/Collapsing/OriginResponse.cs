using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Collapsing;

/// <summary>
/// Takes the origin's response from the fetcher: set <see cref="StatusCode"/> and <see cref="Headers"/>, call <see cref="Start"/>
/// (the first write does), write the body, return. For one fetch and one thread at a time.
/// </summary>
public sealed class OriginResponse
{
    private readonly Action<OriginResponse> _onStart;

    internal OriginResponse(Action<OriginResponse> onStart, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write)
    {
        _onStart = onStart;
        Body = new OriginBodyStream(this, write);
    }

    /// <summary>The final status.</summary>
    public int StatusCode { get; set; }

    /// <summary>The response's fields.</summary>
    public IHeaderDictionary Headers { get; } = new HeaderDictionary();

    /// <summary>
    /// Set it when only the closing of the connection ends the body: such a body is passed on and never stored, since
    /// nothing proves that it is whole.
    /// </summary>
    public bool EndsWithConnection { get; set; }

    /// <summary>Write-only. A write may wait for slow readers of a response that is not kept.</summary>
    public Stream Body { get; }

    /// <summary>Whether the headers were handed over.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Hands over status and headers; they must not change after that.</summary>
    /// <exception cref="InvalidOperationException">The status is not a final one.</exception>
    public void Start()
    {
        if (HasStarted)
        {
            return;
        }

        if (StatusCode is < 200 or > 999)
        {
            throw new InvalidOperationException(
                $"The origin's status '{StatusCode}' is not accepted; a final status is 200 to 999.");
        }

        HasStarted = true;
        _onStart(this);
    }
}
