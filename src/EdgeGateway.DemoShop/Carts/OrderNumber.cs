using System.Buffers;
using System.Security.Cryptography;

namespace EdgeGateway.DemoShop.Carts;

/// <summary>Numbers that customers can read out: <c>JL-</c> and eight letters and digits.</summary>
internal static class OrderNumber
{
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Letters);

    public static string Create() => "JL-" + RandomNumberGenerator.GetString(Letters, 8);

    public static bool IsValid(string? text) =>
        text is { Length: 11 } && text.StartsWith("JL-", StringComparison.Ordinal) && !text.AsSpan(3).ContainsAnyExcept(Allowed);
}
