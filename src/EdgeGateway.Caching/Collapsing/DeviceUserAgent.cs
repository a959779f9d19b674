namespace EdgeGateway.Caching.Collapsing;

/// <summary>
/// The User-Agent of a keyed fetch: one fixed text per device class that is in the key, in the reduced form browsers send, so
/// that an origin which looks for devices finds the right one and no visitor's own text.
/// </summary>
internal static class DeviceUserAgent
{
    private const string Any = "Mozilla/5.0 (compatible; EdgeGateway)";
    private const string Phone =
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";
    private const string Tablet =
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    private const string Desk =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    public static string Of(string keyedDevice) => keyedDevice switch
    {
        "mobile" or "Mobile" => Phone,
        "tablet" or "Tablet" => Tablet,
        "desktop" or "Desktop" => Desk,
        _ => Any,
    };
}
