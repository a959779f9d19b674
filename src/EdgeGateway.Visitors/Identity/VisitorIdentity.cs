using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Visitors.Identity;

/// <summary>Who sent a request, as far as its visitor cookie tells.</summary>
/// <param name="Visitor">
/// The visitor; <see cref="VisitorId.None"/> unless the outcome is <see cref="IdentityOutcome.Known"/>.
/// </param>
/// <param name="Outcome">What became of the cookie.</param>
public readonly record struct VisitorIdentity(VisitorId Visitor, IdentityOutcome Outcome)
{
    /// <summary>
    /// True when the cookie is good and should be issued again: signed with the previous key, or over 30 days old.
    /// </summary>
    public bool ShouldRenew { get; init; }
}
