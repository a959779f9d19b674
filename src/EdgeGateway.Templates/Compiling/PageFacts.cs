namespace EdgeGateway.Templates.Compiling;

/// <summary>What a page says about itself; white space is collapsed, every text is empty when absent.</summary>
/// <param name="Title">The first title.</param>
/// <param name="OgTitle">Open Graph title.</param>
/// <param name="OgImage">Open Graph image address, as written.</param>
/// <param name="OgDescription">Open Graph description.</param>
/// <param name="Canonical">Address of the canonical link, as written.</param>
/// <param name="Heading">Text of the first h1.</param>
public sealed record PageFacts(
    string Title, string OgTitle, string OgImage, string OgDescription, string Canonical, string Heading)
{
    /// <summary>Knows nothing.</summary>
    public static PageFacts None { get; } = new(
        string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty);

    internal long SizeBytes =>
        2L * (Title.Length + OgTitle.Length + OgImage.Length + OgDescription.Length + Canonical.Length + Heading.Length);
}
