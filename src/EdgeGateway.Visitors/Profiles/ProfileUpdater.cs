using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>Applies journaled events to stored profiles. Pure: bytes in, bytes out; allocates nothing.</summary>
public static class ProfileUpdater
{
    /// <summary>The largest profile, in bytes. Beyond it the oldest events of the ring go.</summary>
    public const int MaxBytes = ProfileLayout.MaxBytes;

    /// <summary>
    /// Writes the profile as it is after one event. Applying a journal twice gives the same profile as applying it once,
    /// since an address that was already applied is ignored. A damaged profile is replaced by a new one.
    /// </summary>
    /// <param name="current">The stored profile; empty for a new visitor.</param>
    /// <param name="change">The event.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/> bytes that do not overlap <paramref name="current"/>.</param>
    /// <returns>Bytes written; 0 when there is nothing to do.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small.</exception>
    public static int Apply(ReadOnlySpan<byte> current, in ProfileChange change, Span<byte> destination)
    {
        if (destination.Length < MaxBytes)
        {
            throw new ArgumentException(
                $"A profile needs {MaxBytes} bytes and the destination has {destination.Length}.", nameof(destination));
        }

        var view = new ProfileView(current);
        return !view.IsEmpty && change.Address <= view.AppliedAddress ? 0 : Write(view, change, destination[..MaxBytes]);
    }

    private static int Write(in ProfileView view, in ProfileChange change, Span<byte> destination)
    {
        var header = ProfileHeader.After(view, change);
        var amount = ProfileEvent.AmountOf(change.Type, change.Value, change.Quantity);
        var hour = ProfileLayout.HourOf(change.Time);
        var writer = new MessagePackWriter(destination);
        writer.WriteRaw(stackalloc byte[ProfileLayout.HeaderBytes]);
        ProfileTotals.Write(ref writer, view.Totals, change, amount, header.FirstSeen);

        var hoursOffset = writer.WrittenCount;
        var lostHour = CounterTable.Write(
            destination, ref writer, view.Hours, header.NewestHour, hour, change.Type, amount, ProfileLayout.HoursKept);
        header.HoursFrom = Math.Max(header.HoursFrom, (uint)(lostHour + 1));

        var daysOffset = writer.WrittenCount;
        CounterTable.Write(
            destination, ref writer, view.Days, header.NewestHour / ProfileLayout.HoursPerDay, hour / ProfileLayout.HoursPerDay,
            change.Type,
            amount, ProfileLayout.DaysKept);

        var ringOffset = writer.WrittenCount;
        var dropped = ProfileRing.Write(ref writer, view, change, header.FirstSeen, MaxBytes - ringOffset);
        header.RingSince = Math.Max(header.RingSince, dropped);
        var length = writer.WrittenSpan.Length;
        header.Write(destination[..length], hoursOffset, daysOffset, ringOffset);
        return length;
    }
}
