using System.Buffers;

namespace EdgeGateway.Events.Capture;

/// <summary>The one syntax of ids that strangers send: items, slots, events, property names.</summary>
public static class IdSyntax
{
    /// <summary>The longest item or event id.</summary>
    public const int MaxLength = 128;

    /// <summary>The longest slot id or property name.</summary>
    public const int MaxShortLength = 64;

    /// <summary>For messages about an item or event id.</summary>
    public const string Accepted = "1 to 128 characters of A-Z a-z 0-9 . _ : -";

    /// <summary>For messages about a slot id or property name.</summary>
    public const string AcceptedShort = "1 to 64 characters of A-Z a-z 0-9 . _ : -";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    /// <summary>True for 1 to <paramref name="maxLength"/> allowed characters.</summary>
    public static bool IsValid(ReadOnlySpan<char> text, int maxLength = MaxLength) =>
        text.Length > 0 && text.Length <= maxLength && !text.ContainsAnyExcept(Allowed);
}
