using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Events.Limiting;

/// <summary>
/// Token buckets per visitor and per address, asked before an event is parsed or journaled. Thread-safe, bounded, and
/// without allocation once its tables have grown.
/// </summary>
public sealed class EventRateLimiter(EventRateOptions options, TimeProvider time)
{
    private readonly TokenBuckets<VisitorKey> _visitors =
        new(options.PerVisitor, options.VisitorBurst, options.MaxPartitions, time);

    private readonly TokenBuckets<AddressKey> _addresses =
        new(options.PerAddress, options.AddressBurst, options.MaxPartitions, time);

    /// <summary>Takes room for some events of a visitor from an address, all or none; see the other form.</summary>
    public bool TryTake(VisitorId visitor, IPAddress? address, int events) =>
        TryTake(visitor, address, events, out _) == EventRateOutcome.Allowed;

    /// <summary>Takes room for some events of a visitor from an address, all or none.</summary>
    /// <param name="visitor">The visitor; <see cref="VisitorId.None"/> counts for the address only.</param>
    /// <param name="address">Where they come from; null counts for the visitor only. IPv6 addresses count as their /64.</param>
    /// <param name="events">How many.</param>
    /// <param name="retryAfter">When it is worth trying again; zero when allowed.</param>
    public EventRateOutcome TryTake(VisitorId visitor, IPAddress? address, int events, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;

        // The visitor first: one that floods must not use up what others at the same address share.
        if (!visitor.IsNone && !_visitors.TryTake(new VisitorKey(visitor), events, out retryAfter))
        {
            return EventRateOutcome.Visitor;
        }

        return address is not null && !_addresses.TryTake(AddressKey.From(address), events, out retryAfter)
            ? EventRateOutcome.Address
            : EventRateOutcome.Allowed;
    }

    // Keys come from strangers: HashCode is seeded per process, so that they cannot be chosen to collide.
    private readonly record struct VisitorKey(VisitorId Visitor)
    {
        public override int GetHashCode() => HashCode.Combine(Visitor.High, Visitor.Low);
    }

    private readonly record struct AddressKey(ulong Network, uint Host)
    {
        public static AddressKey From(IPAddress address)
        {
            Span<byte> bytes = stackalloc byte[16];
            if (!address.TryWriteBytes(bytes, out _))
            {
                return default;
            }

            if (address.AddressFamily == AddressFamily.InterNetwork)
            {
                return new AddressKey(0, BinaryPrimitives.ReadUInt32BigEndian(bytes));
            }

            return address.IsIPv4MappedToIPv6
                ? new AddressKey(0, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
                : new AddressKey(BinaryPrimitives.ReadUInt64BigEndian(bytes), 0);
        }

        public override int GetHashCode() => HashCode.Combine(Network, Host);
    }
}
