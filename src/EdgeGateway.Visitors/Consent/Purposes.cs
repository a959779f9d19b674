namespace EdgeGateway.Visitors.Consent;

/// <summary>What data may be used for.</summary>
[Flags]
public enum Purposes : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>What the site needs to work; never asked for.</summary>
    Necessary = 1,

    /// <summary>Counting and measuring.</summary>
    Analytics = 2,

    /// <summary>A profile, and pages that follow from it.</summary>
    Personalisation = 4,

    /// <summary>Sharing with and export to others.</summary>
    Marketing = 8,

    /// <summary>All of them.</summary>
    All = Necessary | Analytics | Personalisation | Marketing,
}
