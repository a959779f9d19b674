using EdgeGateway.Caching.Directives;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Caching.Ranges;

/// <summary>
/// Range and If-Range of a GET against a body of known length (RFC 9110 sections 13.1.5 and 14.2). What is not understood, or
/// asks for more parts than a person's program would, gets the whole.
/// </summary>
public static class RangeRequest
{
    /// <summary>More parts than this get the whole body (RFC 9110 section 14.2).</summary>
    public const int MaxParts = 16;

    private const string Unit = "bytes=";

    /// <summary>Reads the request against a response.</summary>
    /// <param name="requestHeaders">The client's fields.</param>
    /// <param name="responseHeaders">The fields of the whole response, with its validators.</param>
    /// <param name="length">Bytes of the whole body.</param>
    /// <param name="parts">The parts in the order asked for; those that overlap are joined and all then stand in order.</param>
    public static RangeOutcome Evaluate(
        IHeaderDictionary requestHeaders, IHeaderDictionary responseHeaders, long length, out ByteRange[] parts)
    {
        parts = [];
        return length > 0 && requestHeaders.Range is [{ } range] && StillHolds(requestHeaders.IfRange, responseHeaders)
            ? Read(range, length, out parts)
            : RangeOutcome.Whole;
    }

    /// <summary>
    /// If-Range needs the very same bytes: strong tags that are equal, or a date that is equal and old enough to be strong.
    /// </summary>
    private static bool StillHolds(StringValues condition, IHeaderDictionary response)
    {
        if (condition.Count == 0)
        {
            return true;
        }

        if (condition is not [{ } value])
        {
            return false;
        }

        value = value.Trim();
        return value.StartsWith('"')
            ? value == EntityTags.Read(response.ETag)
            : HttpDates.TryParse(value, out var known) && HttpDates.TryParse(response.LastModified, out var modified)
                && known == modified && HttpDates.Read(response.Date) - modified >= TimeSpan.FromSeconds(1);
    }

    private static RangeOutcome Read(ReadOnlySpan<char> range, long length, out ByteRange[] parts)
    {
        parts = [];
        range = range.Trim();
        if (!range.StartsWith(Unit, StringComparison.OrdinalIgnoreCase) || range.Count(',') >= MaxParts)
        {
            return RangeOutcome.Whole;
        }

        var found = new List<ByteRange>(1);
        var any = false;
        var set = range[Unit.Length..];
        foreach (var element in set.Split(','))
        {
            var text = set[element].Trim(" \t");
            if (text.Length == 0)
            {
                continue;
            }

            if (!TryReadOne(text, length, out var part))
            {
                return RangeOutcome.Whole;
            }

            any = true;
            if (part.Length > 0)
            {
                found.Add(part);
            }
        }

        if (!any)
        {
            return RangeOutcome.Whole;
        }

        parts = Join(found);
        return parts.Length > 0 ? RangeOutcome.Parts : RangeOutcome.Unsatisfiable;
    }

    /// <summary>False when it is no range at all; a part of length 0 when it is one that lies outside.</summary>
    private static bool TryReadOne(ReadOnlySpan<char> text, long length, out ByteRange part)
    {
        part = default;
        var dash = text.IndexOf('-');
        if (dash < 0)
        {
            return false;
        }

        var from = text[..dash];
        var to = text[(dash + 1)..];
        if (from.Length == 0)
        {
            var good = TryReadPosition(to, out var suffix);
            suffix = Math.Min(suffix, length);
            part = new ByteRange(length - suffix, suffix);
            return good;
        }

        var last = length - 1;
        if (!TryReadPosition(from, out var first) || (to.Length > 0 && !TryReadPosition(to, out last)) || (to.Length > 0 && last < first))
        {
            return false;
        }

        part = first >= length ? default : new ByteRange(first, Math.Min(last, length - 1) - first + 1);
        return true;
    }

    private static bool TryReadPosition(ReadOnlySpan<char> digits, out long position)
    {
        position = 0;
        if (digits.Length == 0 || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        if (!long.TryParse(digits, out position))
        {
            position = long.MaxValue;
        }

        return true;
    }

    private static ByteRange[] Join(List<ByteRange> parts)
    {
        if (parts.Count < 2)
        {
            return [.. parts];
        }

        var joined = new List<ByteRange>(parts.Count);
        foreach (var part in parts.OrderBy(part => part.First))
        {
            if (joined is [.., var before] && part.First <= before.End)
            {
                joined[^1] = before with { Length = Math.Max(before.End, part.End) - before.First };
            }
            else
            {
                joined.Add(part);
            }
        }

        return joined.Count == parts.Count ? [.. parts] : [.. joined];
    }
}
