namespace EdgeGateway.Visitors.Consent;

/// <summary>The words for single purposes in JSON, configuration and rules.</summary>
public static class PurposesText
{
    /// <summary>All words, in the order in which messages list them.</summary>
    public static readonly IReadOnlyList<string> Words = ["necessary", "analytics", "personalisation", "marketing"];

    /// <summary>Reads the word of one purpose; case matters.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Purposes purpose)
    {
        for (var i = 0; i < Words.Count; i++)
        {
            if (text.SequenceEqual(Words[i]))
            {
                purpose = (Purposes)(1 << i);
                return true;
            }
        }

        purpose = Purposes.None;
        return false;
    }
}
