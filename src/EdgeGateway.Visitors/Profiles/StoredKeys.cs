using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Visitors.Profiles;

/// <summary>
/// Store keys of the visitors seen last, so that an HMAC (about 2 µs) is computed once and not for every read and write. A
/// fixed number of places, the newest wins. Thread-safe: a place is one reference to something that never changes.
/// </summary>
internal sealed class StoredKeys
{
    private const int Places = 1 << 14;

    private readonly Entry?[] _places = new Entry?[Places];

    public bool TryCopy(VisitorId id, Span<byte> destination)
    {
        if (Volatile.Read(ref PlaceOf(id)) is not { } entry || entry.Visitor != id)
        {
            return false;
        }

        entry.Key.CopyTo(destination);
        return true;
    }

    public void Add(VisitorId id, ReadOnlySpan<byte> key) => Volatile.Write(ref PlaceOf(id), new Entry(id, key.ToArray()));

    private ref Entry? PlaceOf(VisitorId id) => ref _places[id.Low & (Places - 1)];

    private sealed record Entry(VisitorId Visitor, byte[] Key);
}
