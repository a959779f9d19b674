using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Directives;

/// <summary>
/// Reads one cache control field. Where a value cannot be understood the stricter meaning wins: a bad <c>max-age</c> is 0, a bad
/// <c>s-maxage</c> and anything that is not a list of directives make the field malformed.
/// </summary>
internal ref struct DirectiveParser
{
    /// <summary>Larger numbers mean this one (RFC 9111 section 1.2.2).</summary>
    public const long MaxSeconds = 1L << 31;

    private DirectiveFlags _flags;
    private long? _maxAge;
    private long? _sharedMaxAge;
    private long? _whileRevalidate;
    private long? _ifError;
    private List<string>? _removed;
    private bool _malformed;

    /// <summary>Parses all lines of a field; null when there is no directive at all.</summary>
    public static ResponseDirectives? Parse(StringValues lines, DirectiveSyntax syntax)
    {
        var parser = default(DirectiveParser);
        var reader = new DirectiveReader(lines, syntax);
        var any = false;
        while (reader.MoveNext())
        {
            any = true;
            parser.Add(in reader);
        }

        return any || reader.Malformed ? parser.Build(syntax != DirectiveSyntax.Plain, reader.Malformed) : null;
    }

    private void Add(in DirectiveReader reader)
    {
        Span<char> lower = stackalloc char[32];
        if (reader.Name.Length > lower.Length)
        {
            return;
        }

        var name = lower[..reader.Name.ToLowerInvariant(lower)];
        switch (name)
        {
            case "max-age":
                AddMaxAge(in reader);
                break;
            case "s-maxage":
                _malformed |= !TryReadSeconds(in reader, out var shared);
                _sharedMaxAge = Combine(_sharedMaxAge, shared);
                break;
            case "stale-while-revalidate":
                _whileRevalidate = Combine(_whileRevalidate, ReadSeconds(in reader));
                break;
            case "stale-if-error":
                _ifError = Combine(_ifError, ReadSeconds(in reader));
                break;
            case "no-cache":
                AddQualified(in reader, DirectiveFlags.NoCache);
                break;
            case "private":
                AddQualified(in reader, DirectiveFlags.Private);
                break;
            default:
                _flags |= FlagOf(name);
                break;
        }
    }

    private static DirectiveFlags FlagOf(ReadOnlySpan<char> name) => name switch
    {
        "no-store" => DirectiveFlags.NoStore,
        "public" => DirectiveFlags.Public,
        "must-revalidate" => DirectiveFlags.MustRevalidate,
        "proxy-revalidate" => DirectiveFlags.ProxyRevalidate,
        "must-understand" => DirectiveFlags.MustUnderstand,
        "no-transform" => DirectiveFlags.NoTransform,
        _ => DirectiveFlags.None,
    };

    /// <summary>Surrogate-Control writes the stale window behind a plus sign: <c>max-age=60+30</c>.</summary>
    private void AddMaxAge(in DirectiveReader reader)
    {
        var plus = reader.IsQuoted ? -1 : reader.Value.IndexOf('+');
        if (plus > 0)
        {
            _maxAge = Combine(_maxAge, TryParse(reader.Value[..plus], out var fresh) ? fresh : 0);
            _whileRevalidate = Combine(_whileRevalidate, TryParse(reader.Value[(plus + 1)..], out var stale) ? stale : 0);
            return;
        }

        _maxAge = Combine(_maxAge, ReadSeconds(in reader));
    }

    private void AddQualified(in DirectiveReader reader, DirectiveFlags unqualified)
    {
        var any = false;
        foreach (var range in reader.Value.Split(','))
        {
            var field = reader.Value[range].Trim(" \t");
            if (field.Length > 0)
            {
                any = true;
                (_removed ??= []).Add(field.ToString());
            }
        }

        if (!any)
        {
            _flags |= unqualified;
        }
    }

    private static long ReadSeconds(in DirectiveReader reader) => TryReadSeconds(in reader, out var seconds) ? seconds : 0;

    private static bool TryReadSeconds(in DirectiveReader reader, out long seconds)
    {
        seconds = 0;
        return !reader.IsQuoted && TryParse(reader.Value, out seconds);
    }

    /// <summary>Digits only; what overflows is <see cref="MaxSeconds"/>.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out long seconds)
    {
        seconds = 0;
        if (text.Length == 0 || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        seconds = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? Math.Min(value, MaxSeconds)
            : MaxSeconds;
        return true;
    }

    /// <summary>Values that contradict each other make the response stale.</summary>
    private static long Combine(long? earlier, long value) => earlier is null || earlier == value ? value : 0;

    private readonly ResponseDirectives Build(bool targeted, bool malformed) => new()
    {
        Flags = _flags,
        MaxAge = _maxAge,
        SharedMaxAge = _sharedMaxAge,
        StaleWhileRevalidate = _whileRevalidate,
        StaleIfError = _ifError,
        RemovedFields = _removed?.ToArray(),
        Targeted = targeted,
        Malformed = malformed || _malformed,
    };
}
