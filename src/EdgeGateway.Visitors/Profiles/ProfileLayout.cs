namespace EdgeGateway.Visitors.Profiles;

/// <summary>
/// Where things are in a stored profile, version 1: one MessagePack array of 19 elements whose first 15 have a fixed
/// width, so that they are read at constant offsets. README.md in this folder draws it.
/// </summary>
internal static class ProfileLayout
{
    public const byte Version = 1;
    public const ushort Elements = 19;
    public const int MaxBytes = 4096;

    /// <summary>Offsets of the values themselves, just after their MessagePack code.</summary>
    public const int ChecksumAt = 5;
    public const int AddressAt = 10;
    public const int RevisionAt = 19;
    public const int ItemRevisionAt = 24;
    public const int FirstSeenAt = 29;
    public const int LastSeenAt = 38;
    public const int SessionsAt = 47;
    public const int SessionStartAt = 52;
    public const int RingSinceAt = 61;
    public const int NewestHourAt = 70;
    public const int HoursFromAt = 75;
    public const int HoursOffsetAt = 80;
    public const int DaysOffsetAt = 83;
    public const int RingOffsetAt = 86;
    public const int HeaderBytes = 88;

    /// <summary>The bytes every version 1 profile starts with: array header, version, code of the checksum.</summary>
    public static ReadOnlySpan<byte> Start => [0xdc, 0, (byte)Elements, Version, 0xce];

    /// <summary>The checksum covers everything from here.</summary>
    public const int CheckedFrom = ChecksumAt + sizeof(uint);

    public const int MaxRingEvents = 64;

    /// <summary>
    /// Newest impressions and page views without an item kept in a full ring: they come by the dozen and must not push out
    /// what the visitor was interested in.
    /// </summary>
    public const int MaxRingMinor = 16;

    /// <summary>Longer item ids are not kept in the ring.</summary>
    public const int MaxItemBytes = 128;

    public const int HoursKept = 168;
    public const int DaysKept = 90;

    /// <summary>
    /// Bytes that the hourly and the daily rows may take; past that the oldest rows go. The ring keeps the rest.
    /// </summary>
    public const int MaxTableBytes = 1200;

    public const long HourMs = 3_600_000;
    public const int HoursPerDay = 24;
    public const long SessionGapMs = 30 * 60_000;

    /// <summary>The hour of a time: whole hours since 1970, rounded down; times before 1970 are hour 0.</summary>
    public static uint HourOf(long timeMs) => timeMs <= 0 ? 0 : (uint)Math.Min(timeMs / HourMs, uint.MaxValue);
}
