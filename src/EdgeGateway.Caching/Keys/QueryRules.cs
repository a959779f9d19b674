using System.Text;

namespace EdgeGateway.Caching.Keys;

/// <summary>
/// Removes ignored query parameters. The result is both keyed and forwarded, so that the origin can never see what the key does
/// not hold. Parameters end at <c>&amp;</c> alone and names are compared undecoded: a <c>;</c> or an escape hides nothing.
/// </summary>
internal sealed class QueryRules(NamePatterns ignored)
{
    /// <summary>More parameters than this pass uncached.</summary>
    public const int MaxParameters = 256;

    public static bool HasTooManyParameters(string target) => target.AsSpan().Count('&') >= MaxParameters;

    /// <summary>Returns the same instance when nothing is removed.</summary>
    public string Apply(string target)
    {
        var question = ignored.IsEmpty ? -1 : target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 || !AnyIgnored(target.AsSpan(question + 1)) ? target : Strip(target, question);
    }

    private bool AnyIgnored(ReadOnlySpan<char> query)
    {
        foreach (var range in query.Split('&'))
        {
            if (ignored.Matches(NameOf(query[range])))
            {
                return true;
            }
        }

        return false;
    }

    private string Strip(string target, int question)
    {
        var result = new StringBuilder(target.Length).Append(target, 0, question);
        var query = target.AsSpan(question + 1);
        var separator = '?';
        foreach (var range in query.Split('&'))
        {
            if (!ignored.Matches(NameOf(query[range])))
            {
                result.Append(separator).Append(query[range]);
                separator = '&';
            }
        }

        return result.ToString();
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> parameter)
    {
        var equals = parameter.IndexOf('=');
        return equals < 0 ? parameter : parameter[..equals];
    }
}
