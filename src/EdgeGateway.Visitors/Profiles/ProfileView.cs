using System.Buffers.Binary;
using EdgeGateway.Primitives.Hashing;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>
/// A stored profile, read where it lies: nothing is deserialised, copied or allocated. Bytes that are damaged in any way
/// read as an empty profile with the reason in <see cref="Damage"/>; no member throws on them.
/// </summary>
public readonly ref partial struct ProfileView
{
    private readonly ReadOnlySpan<byte> _stored;

    /// <summary>Checks the layout and the checksum; <c>default</c> and no bytes are the empty profile.</summary>
    /// <param name="stored">The value from the store; the view is good as long as these bytes are.</param>
    public ProfileView(ReadOnlySpan<byte> stored)
    {
        Damage = Check(stored);
        _stored = Damage == ProfileDamage.None ? stored : default;
    }

    /// <summary>A visitor of whom nothing is known.</summary>
    public static ProfileView Empty => default;

    /// <summary>True when nothing is known of the visitor.</summary>
    public bool IsEmpty => _stored.IsEmpty;

    /// <summary>Why bytes that are there were not read.</summary>
    public ProfileDamage Damage { get; }

    /// <summary>Journal address of the newest event applied; 0 when empty.</summary>
    public long AppliedAddress => ReadInt64(ProfileLayout.AddressAt);

    /// <summary>Changes with every event applied.</summary>
    public uint Revision => ReadUInt32(ProfileLayout.RevisionAt);

    /// <summary>
    /// Changes only when the newest item history changes: a view, click, cart or purchase of an item that differs in
    /// type or item from the newest of them.
    /// </summary>
    public uint ItemRevision => ReadUInt32(ProfileLayout.ItemRevisionAt);

    /// <summary>Time of the first event applied, in Unix milliseconds; 0 when empty.</summary>
    public long FirstSeen => ReadInt64(ProfileLayout.FirstSeenAt);

    /// <summary>The latest time of any event, in Unix milliseconds; 0 when empty.</summary>
    public long LastSeen => ReadInt64(ProfileLayout.LastSeenAt);

    /// <summary>Visits so far; 30 minutes without an event start a new one.</summary>
    public int Sessions => (int)ReadUInt32(ProfileLayout.SessionsAt);

    /// <summary>When the newest session began, in Unix milliseconds; 0 when empty.</summary>
    public long SessionStart => ReadInt64(ProfileLayout.SessionStartAt);

    /// <summary>Events in the ring, at most 64.</summary>
    public int EventCount => IsEmpty ? 0 : BinaryPrimitives.ReadUInt16BigEndian(_stored[(RingOffset + 1)..]);

    /// <summary>The newest events, newest first (in the order in which they were applied).</summary>
    public ProfileEvents Events => IsEmpty ? default : new ProfileEvents(Ring, FirstSeen);

    /// <summary>Every event after this time that was ever applied is in the ring (impressions excepted).</summary>
    internal long RingSince => IsEmpty ? long.MinValue : ReadInt64(ProfileLayout.RingSinceAt);

    internal uint NewestHour => ReadUInt32(ProfileLayout.NewestHourAt);

    /// <summary>Hours before this one lost their row for want of room.</summary>
    internal uint HoursFrom => ReadUInt32(ProfileLayout.HoursFromAt);

    internal ReadOnlySpan<byte> Totals => IsEmpty ? default : _stored[ProfileLayout.HeaderBytes..HoursOffset];

    internal CounterRows Hours => IsEmpty ? default : new CounterRows(_stored[HoursOffset..DaysOffset], NewestHour);

    internal CounterRows Days =>
        IsEmpty ? default : new CounterRows(_stored[DaysOffset..RingOffset], NewestHour / ProfileLayout.HoursPerDay);

    internal ReadOnlySpan<byte> Ring => IsEmpty ? default : _stored[RingOffset..];

    private int HoursOffset => ReadUInt16(ProfileLayout.HoursOffsetAt);

    private int DaysOffset => ReadUInt16(ProfileLayout.DaysOffsetAt);

    private int RingOffset => ReadUInt16(ProfileLayout.RingOffsetAt);

    private static ProfileDamage Check(ReadOnlySpan<byte> stored)
    {
        if (stored.IsEmpty)
        {
            return ProfileDamage.None;
        }

        if (stored.Length is < ProfileLayout.HeaderBytes or > ProfileLayout.MaxBytes)
        {
            return ProfileDamage.Length;
        }

        if (!stored.StartsWith(ProfileLayout.Start))
        {
            return ProfileDamage.Version;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(stored[ProfileLayout.ChecksumAt..]) != Crc32C.Compute(
            stored[ProfileLayout.CheckedFrom..]))
        {
            return ProfileDamage.Checksum;
        }

        int hours = BinaryPrimitives.ReadUInt16BigEndian(stored[ProfileLayout.HoursOffsetAt..]);
        int days = BinaryPrimitives.ReadUInt16BigEndian(stored[ProfileLayout.DaysOffsetAt..]);
        int ring = BinaryPrimitives.ReadUInt16BigEndian(stored[ProfileLayout.RingOffsetAt..]);
        return ProfileLayout.HeaderBytes <= hours && hours <= days && days <= ring && ring + 3 <= stored.Length
            ? ProfileDamage.None
            : ProfileDamage.Structure;
    }

    private long ReadInt64(int offset) => IsEmpty ? 0 : BinaryPrimitives.ReadInt64BigEndian(_stored[offset..]);

    private uint ReadUInt32(int offset) => IsEmpty ? 0 : BinaryPrimitives.ReadUInt32BigEndian(_stored[offset..]);

    private ushort ReadUInt16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(_stored[offset..]);
}
