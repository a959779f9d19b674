using System.Globalization;

namespace EdgeGateway.DemoShop.Images;

/// <summary>Mixes colours written as <c>#rrggbb</c>.</summary>
internal static class Colour
{
    /// <summary>The first colour moved towards the second by <paramref name="share"/>, 0 to 1.</summary>
    public static string Mix(string first, string second, double share)
    {
        Span<int> mixed = stackalloc int[3];
        for (var i = 0; i < 3; i++)
        {
            mixed[i] = (int)Math.Round((Channel(first, i) * (1 - share)) + (Channel(second, i) * share));
        }

        return string.Create(CultureInfo.InvariantCulture, $"#{mixed[0]:x2}{mixed[1]:x2}{mixed[2]:x2}");
    }

    private static int Channel(string colour, int index) =>
        int.Parse(colour.AsSpan(1 + (index * 2), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
