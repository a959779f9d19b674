using EdgeGateway.Configuration;

namespace EdgeGateway.Site;

/// <summary>
/// Notices that files changed and have come to rest: a file in the middle of being written differs again at the next look,
/// so a change counts when two looks in a row see the same. Not thread-safe.
/// </summary>
internal sealed class FileWatch(Func<GatewayConfig, int> compute, GatewayConfig config)
{
    private int _known = compute(config);
    private int? _seen;

    /// <summary>True once for each change that has come to rest.</summary>
    public bool HasChanged(GatewayConfig current)
    {
        if (TryCompute(current) is not { } now || now == _known)
        {
            _seen = null;
            return false;
        }

        if (_seen != now)
        {
            _seen = now;
            return false;
        }

        (_known, _seen) = (now, null);
        return true;
    }

    // A folder that is being replaced: the next look will tell.
    private int? TryCompute(GatewayConfig current)
    {
        try
        {
            return compute(current);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
