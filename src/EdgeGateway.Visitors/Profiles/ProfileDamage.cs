namespace EdgeGateway.Visitors.Profiles;

/// <summary>Why stored bytes were not read as a profile. The visitor is then treated as new.</summary>
public enum ProfileDamage
{
    /// <summary>Nothing is wrong; an absent profile is not damaged either.</summary>
    None,

    /// <summary>Shorter than the fixed part, or longer than any profile.</summary>
    Length,

    /// <summary>Not this layout, or of a version this program does not know.</summary>
    Version,

    /// <summary>The checksum does not match: some byte has changed.</summary>
    Checksum,

    /// <summary>The checksum matches and yet the parts are not where they should be.</summary>
    Structure,
}
