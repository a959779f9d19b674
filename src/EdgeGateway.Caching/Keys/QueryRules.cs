namespace EdgeGateway.Caching.Keys;

/// <summary>
/// Keeps, drops and sorts query parameters. The result is both keyed and forwarded, so that the origin can never see what the
/// key does not hold. Parameters end at <c>&amp;</c> alone and names are compared undecoded: a <c>;</c> or an escape hides nothing.
/// </summary>
/// <param name="included">The only parameters kept; null keeps all.</param>
/// <param name="ignored">Parameters dropped, included ones too.</param>
/// <param name="sort">Orders parameters by name; those of one name keep their order, which may mean something.</param>
internal sealed class QueryRules(NamePatterns? included, NamePatterns ignored, bool sort)
{
    /// <summary>More parameters than this pass uncached.</summary>
    public const int MaxParameters = 256;

    private readonly bool _changesNothing = included is null && ignored.IsEmpty && !sort;

    public static bool HasTooManyParameters(string target) => target.AsSpan().Count('&') >= MaxParameters;

    /// <summary>Returns the same instance when nothing changes.</summary>
    public string Apply(string target)
    {
        var question = _changesNothing ? -1 : target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 || IsInOrder(target.AsSpan(question + 1)) ? target : Rewrite(target, question);
    }

    private bool IsInOrder(ReadOnlySpan<char> query)
    {
        var before = default(ReadOnlySpan<char>);
        foreach (var range in query.Split('&'))
        {
            var name = NameOf(query[range]);
            if (!Keeps(name) || (sort && before.SequenceCompareTo(name) > 0))
            {
                return false;
            }

            before = name;
        }

        return true;
    }

    private string Rewrite(string target, int question)
    {
        var kept = target[(question + 1)..].Split('&').Where(parameter => Keeps(NameOf(parameter)));
        var parameters = sort ? kept.OrderBy(parameter => NameOf(parameter).ToString(), StringComparer.Ordinal) : kept;
        var query = string.Join('&', parameters);
        return query.Length == 0 ? target[..question] : string.Concat(target.AsSpan(0, question + 1), query);
    }

    private bool Keeps(ReadOnlySpan<char> name) => !ignored.Matches(name) && (included is null || included.Matches(name));

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> parameter)
    {
        var equals = parameter.IndexOf('=');
        return equals < 0 ? parameter : parameter[..equals];
    }
}
