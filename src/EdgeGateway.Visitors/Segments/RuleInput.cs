using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Context;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Visitors.Segments;

/// <summary>What rules may look at for one page view.</summary>
public readonly ref struct RuleInput
{
    private readonly ProfileView _profile;

    /// <summary>
    /// The visitor's profile. It reads as empty unless <see cref="Granted"/> includes personalisation: there is no other
    /// way to the profile from a rule, so that no function can forget to ask.
    /// </summary>
    public ProfileView Profile
    {
        get => (Granted & Purposes.Personalisation) != 0 ? _profile : ProfileView.Empty;
        init => _profile = value;
    }

    /// <summary>What the request's headers tell.</summary>
    public VisitorContext Context { get; init; }

    /// <summary>The path of the page, without query.</summary>
    public ReadOnlySpan<char> Path { get; init; }

    /// <summary>The item the page shows; null when it shows none or an unknown one.</summary>
    public CatalogueItem? PageItem { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long Now { get; init; }

    /// <summary>What the visitor agreed to.</summary>
    public Purposes Granted { get; init; }
}
