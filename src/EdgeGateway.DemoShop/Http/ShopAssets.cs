using System.Security.Cryptography;

namespace EdgeGateway.DemoShop.Http;

/// <summary>The shop's own style sheet, script and icon. Their addresses change with their content.</summary>
internal sealed class ShopAssets
{
    public byte[] Style { get; } = Embedded.Read("shop.css");

    public byte[] Script { get; } = Embedded.Read("shop.js");

    public byte[] Icon { get; } = Embedded.Read("favicon.svg");

    public string StyleUrl => $"/assets/shop.css?v={VersionOf(Style)}";

    public string ScriptUrl => $"/assets/shop.js?v={VersionOf(Script)}";

    private static string VersionOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 4));
}
