using System.Globalization;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>Writes the cache key of a row: <c>rec:ROW:VISITOR:ITEM</c>, with <c>-</c> where it does not depend on one.</summary>
internal static class DecisionKey
{
    /// <summary>Row 16, visitor 32, item 128 characters and what stands between.</summary>
    public const int MaxLength = 4 + 16 + 1 + 32 + 1 + 128;

    public static ReadOnlySpan<char> Write(Span<char> destination, ulong row, VisitorId visitor, CatalogueItem? pageItem)
    {
        "rec:".CopyTo(destination);
        var at = 4 + WriteHex(destination[4..], row);
        destination[at++] = ':';
        if (visitor.IsNone)
        {
            destination[at++] = '-';
        }
        else
        {
            at += WriteHex(destination[at..], visitor.High);
            at += WriteHex(destination[at..], visitor.Low);
        }

        destination[at++] = ':';
        var item = pageItem is null ? "-" : pageItem.Id;
        item.CopyTo(destination[at..]);
        return destination[..(at + item.Length)];
    }

    private static int WriteHex(Span<char> destination, ulong value)
    {
        value.TryFormat(destination, out var written, "x16", CultureInfo.InvariantCulture);
        return written;
    }
}
