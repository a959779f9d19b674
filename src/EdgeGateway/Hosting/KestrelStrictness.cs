using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace EdgeGateway.Hosting;

/// <summary>
/// How the listeners treat bytes on the wire. Header bytes above 0x7F pass unchanged: with the default UTF-8 decoding one
/// such byte in a cookie would lock a visitor out with a 502. Control characters, names that are no tokens, lengths that are not
/// digits and bare line feeds (EdgeGateway.csproj) are refused; what a parsed request may not say is the RequestGuard's.
/// </summary>
internal static class KestrelStrictness
{
    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.RequestHeaderEncodingSelector = DecodingOf;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }

    // HTTP/2 writes its pseudo-fields with a colon; Kestrel has checked those.
    private static StrictHeaderEncoding DecodingOf(string name)
    {
        if (name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase))
        {
            return StrictHeaderEncoding.Digits;
        }

        if (name.Equals(HeaderNames.Connection, StringComparison.OrdinalIgnoreCase))
        {
            return StrictHeaderEncoding.Options;
        }

        return name.AsSpan().ContainsAnyExcept(Token) && name[0] != ':' ? StrictHeaderEncoding.Nothing : StrictHeaderEncoding.Text;
    }
}
