namespace EdgeGateway.Visitors.Consent;

/// <summary>
/// The value of <c>edge_consent</c>: <c>v1.</c> and three characters, <c>a</c> or <c>-</c> for analytics, <c>p</c> or
/// <c>-</c> for personalisation, <c>m</c> or <c>-</c> for marketing. <c>v1.ap-</c> is yes, yes, no; <c>v1.---</c> is no to all.
/// </summary>
internal static class ConsentText
{
    private const string Prefix = "v1.";
    private const string Letters = "apm";

    public static string Format(Purposes granted) =>
        string.Create(Prefix.Length + Letters.Length, granted, static (text, purposes) =>
    {
        Prefix.CopyTo(text);
        for (var i = 0; i < Letters.Length; i++)
        {
            text[Prefix.Length + i] = purposes.HasFlag(PurposeOf(i)) ? Letters[i] : '-';
        }
    });

    public static bool TryParse(ReadOnlySpan<char> text, out Purposes granted)
    {
        granted = Purposes.Necessary;
        if (text.Length != Prefix.Length + Letters.Length || !text.StartsWith(Prefix))
        {
            return false;
        }

        for (var i = 0; i < Letters.Length; i++)
        {
            var letter = text[Prefix.Length + i];
            if (letter != '-' && letter != Letters[i])
            {
                return false;
            }

            granted |= letter == '-' ? Purposes.None : PurposeOf(i);
        }

        return true;
    }

    private static Purposes PurposeOf(int letter) => (Purposes)((int)Purposes.Analytics << letter);
}
