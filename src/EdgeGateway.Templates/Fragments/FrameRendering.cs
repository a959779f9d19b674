namespace EdgeGateway.Templates.Fragments;

/// <summary>The frame for one combination of the values that its template uses.</summary>
internal sealed record FrameRendering(string[] Names, string?[] Values, FragmentFrame Frame)
    : IRendering<IReadOnlyDictionary<string, string>>
{
    public bool IsFor(IReadOnlyDictionary<string, string> key)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (!string.Equals(key.GetValueOrDefault(Names[i]), Values[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
