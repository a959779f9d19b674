using System.Buffers.Binary;
using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>The fixed part of a profile while an event is applied.</summary>
internal struct ProfileHeader
{
    public long Address;
    public uint Revision;
    public uint ItemRevision;
    public long FirstSeen;
    public long LastSeen;
    public uint Sessions;
    public long SessionStart;
    public long RingSince;
    public uint NewestHour;
    public uint HoursFrom;

    /// <summary>The header of <paramref name="view"/> after one more event; a new one when the view is empty.</summary>
    public static ProfileHeader After(in ProfileView view, in ProfileChange change)
    {
        var isNew = view.IsEmpty;
        var startsSession = isNew || change.Time - view.LastSeen > ProfileLayout.SessionGapMs;
        var hour = ProfileLayout.HourOf(change.Time);
        return new ProfileHeader
        {
            Address = change.Address,
            Revision = view.Revision + 1,
            ItemRevision = view.ItemRevision + (IsNewItemHistory(view, change) ? 1U : 0U),
            FirstSeen = isNew ? change.Time : view.FirstSeen,
            LastSeen = isNew ? change.Time : Math.Max(view.LastSeen, change.Time),
            Sessions = (uint)view.Sessions + (startsSession ? 1U : 0U),
            SessionStart = startsSession ? change.Time : view.SessionStart,
            RingSince = view.RingSince,
            NewestHour = isNew ? hour : Math.Max(view.NewestHour, hour),
            HoursFrom = view.HoursFrom,
        };
    }

    /// <summary>Writes the header once the parts are in place, then the checksum over all.</summary>
    public readonly void Write(Span<byte> profile, int hoursOffset, int daysOffset, int ringOffset)
    {
        var writer = new MessagePackWriter(profile[..ProfileLayout.HeaderBytes]);
        writer.WriteFixedArrayHeader(ProfileLayout.Elements);
        writer.WriteInt64(ProfileLayout.Version);
        writer.WriteFixedUInt32(0);
        writer.WriteFixedInt64(Address);
        writer.WriteFixedUInt32(Revision);
        writer.WriteFixedUInt32(ItemRevision);
        writer.WriteFixedInt64(FirstSeen);
        writer.WriteFixedInt64(LastSeen);
        writer.WriteFixedUInt32(Sessions);
        writer.WriteFixedInt64(SessionStart);
        writer.WriteFixedInt64(RingSince);
        writer.WriteFixedUInt32(NewestHour);
        writer.WriteFixedUInt32(HoursFrom);
        writer.WriteFixedUInt16((ushort)hoursOffset);
        writer.WriteFixedUInt16((ushort)daysOffset);
        writer.WriteFixedUInt16((ushort)ringOffset);
        var checksum = Crc32C.Compute(profile[ProfileLayout.CheckedFrom..]);
        BinaryPrimitives.WriteUInt32BigEndian(profile[ProfileLayout.ChecksumAt..], checksum);
    }

    private static bool IsNewItemHistory(in ProfileView view, in ProfileChange change)
    {
        if (change.Item.IsEmpty || change.Item.Length > ProfileLayout.MaxItemBytes || !ProfileEvent.IsHistoryType(change.Type))
        {
            return false;
        }

        foreach (var entry in view.Events)
        {
            if (entry.IsItemHistory)
            {
                return entry.Type != change.Type || !entry.Item.SequenceEqual(change.Item);
            }
        }

        return true;
    }
}
