using System.Globalization;

namespace EdgeGateway.Caching.Keys;

/// <summary>A policy's lifetimes by status: of one (<c>404</c>) or of a class (<c>5xx</c>); the exact one wins.</summary>
public sealed class StatusLifetimes
{
    private readonly Dictionary<int, TimeSpan> _exact = [];
    private readonly TimeSpan?[] _classes = new TimeSpan?[6];

    internal StatusLifetimes(IReadOnlyDictionary<string, TimeSpan> lifetimes)
    {
        foreach (var (status, lifetime) in lifetimes)
        {
            if (!IsAccepted(status))
            {
                throw new ArgumentException($"The status '{status}' is not accepted; accepted is {Accepted}.");
            }

            if (status[1] == 'x')
            {
                _classes[status[0] - '0'] = lifetime;
            }
            else
            {
                _exact[int.Parse(status, CultureInfo.InvariantCulture)] = lifetime;
            }
        }
    }

    /// <summary>What <see cref="IsAccepted"/> takes, in words.</summary>
    public const string Accepted = "a final status such as 404, or a class: 2xx, 3xx, 4xx or 5xx; 206 and 304 are never stored";

    /// <summary>Whether a text is a status or a class that can have a lifetime.</summary>
    public static bool IsAccepted(string status) =>
        status is [>= '2' and <= '5', 'x', 'x']
        || (status is [>= '2' and <= '5', >= '0' and <= '9', >= '0' and <= '9'] and not ("206" or "304"));

    internal TimeSpan? Of(int status) =>
        _exact.TryGetValue(status, out var lifetime) ? lifetime : status is >= 200 and <= 599 ? _classes[status / 100] : null;
}
