using EdgeGateway.Primitives.Text;

namespace EdgeGateway.Visitors.Segments;

/// <summary>Parts of sentences about rules that could not be compiled.</summary>
internal static class RuleProblemText
{
    /// <summary>A part such as <c>, perhaps 'count' was meant</c>, or nothing.</summary>
    public static string Perhaps(string word, IEnumerable<string> known) =>
        NearMiss.Find(word, known) is { } best ? $", perhaps '{best}' was meant" : "";
}
