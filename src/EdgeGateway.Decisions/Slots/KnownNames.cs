using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Decisions.Slots;

/// <summary>Ends a message about an unknown name.</summary>
internal static class KnownNames
{
    private const int MaxListed = 20;

    /// <summary>The near miss when there is one, else what exists.</summary>
    public static string Suggest(string name, IEnumerable<string> known, string kind)
    {
        var names = known.Order(StringComparer.Ordinal).ToArray();
        return NearMiss.Find(name, names) is { } best ? $"did you mean '{best}'?"
            : names.Length == 0 ? $"there are no {kind}."
            : $"known {kind} are {string.Join(", ", names.Take(MaxListed))}{(names.Length > MaxListed ? ", …" : "")}.";
    }
}
