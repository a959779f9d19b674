using System.Text;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Visitors.Tests.Profiles;

/// <summary>Builds a stored profile event by event.</summary>
internal sealed class ProfileBuilder
{
    private byte[] _bytes = [];
    private long _address;

    public ReadOnlySpan<byte> Bytes => _bytes;

    public ProfileView View => new(_bytes);

    public ProfileBuilder Add(EventType type, string item, long time, double value = double.NaN, int quantity = 1)
    {
        var destination = new byte[ProfileUpdater.MaxBytes];
        var change = new ProfileChange
        {
            Address = ++_address,
            Type = type,
            Time = time,
            Item = Encoding.UTF8.GetBytes(item),
            Value = value,
            Quantity = quantity,
        };
        var length = ProfileUpdater.Apply(_bytes, change, destination);
        _bytes = destination[..length];
        return this;
    }
}
