namespace EdgeGateway.Templates.Fragments;

/// <summary>A fragment rendered for some values, cut where its item cards go. Immutable.</summary>
/// <param name="Prefix">What comes before the cards; everything when the fragment has none.</param>
/// <param name="Suffix">What comes after the cards.</param>
public sealed record FragmentFrame(FragmentBytes Prefix, FragmentBytes Suffix);
