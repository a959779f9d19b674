using System.Globalization;
using System.Text;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Benchmarks.Samples;

/// <summary>A visitor's stored profile: full ring of events, of which the newest are a few minutes old.</summary>
internal static class SampleProfile
{
    public const int Items = 1000;

    private const int Events = 80;
    private const long StepMs = 40 * 60_000;

    /// <summary>Makes the profile of visitor number <paramref name="visitor"/>.</summary>
    /// <param name="visitor">Decides which items were looked at.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static byte[] Create(int visitor, long now)
    {
        var (current, next) = (new byte[ProfileUpdater.MaxBytes], new byte[ProfileUpdater.MaxBytes]);
        var length = 0;
        for (var i = 0; i < Events; i++)
        {
            var change = new ProfileChange
            {
                Address = i + 1,
                Type = i % 16 == 0 ? EventType.Cart : EventType.View,
                Time = now - ((Events - i) * StepMs),
                Item = Encoding.UTF8.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"sku-{((visitor * 37) + (i * 7)) % Items}")),
                Value = double.NaN,
                Quantity = 1,
            };
            length = ProfileUpdater.Apply(current.AsSpan(0, length), change, next);
            (current, next) = (next, current);
        }

        return current[..length];
    }
}
