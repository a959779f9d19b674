namespace EdgeGateway.Visitors.Identity;

/// <summary>What became of the visitor cookie. Only <see cref="Known"/> carries an id; all others mean a new visitor.</summary>
public enum IdentityOutcome
{
    /// <summary>One cookie, signed by us, in date.</summary>
    Known,

    /// <summary>No visitor cookie.</summary>
    Absent,

    /// <summary>The signature does not match.</summary>
    Forged,

    /// <summary>Two or more visitor cookies: none can be trusted.</summary>
    Duplicate,

    /// <summary>Not the form of a visitor cookie.</summary>
    Malformed,

    /// <summary>Signed with a key that is not in the key ring (any more).</summary>
    UnknownKey,

    /// <summary>Issued too long ago, or more than five minutes in the future.</summary>
    Expired,
}
