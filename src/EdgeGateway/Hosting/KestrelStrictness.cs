using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeGateway.Hosting;

/// <summary>
/// How the listeners treat bytes on the wire. Header bytes above 0x7F pass unchanged: with the default UTF-8 decoding one
/// such byte in a cookie would lock a visitor out with a 502. Bare line feeds are refused (EdgeGateway.csproj).
/// </summary>
internal static class KestrelStrictness
{
    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }
}
