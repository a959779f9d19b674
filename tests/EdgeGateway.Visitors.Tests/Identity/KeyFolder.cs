using EdgeGateway.TestKit;
using EdgeGateway.Visitors.Identity;

namespace EdgeGateway.Visitors.Tests.Identity;

/// <summary>A key folder of its own, a clock that stands still, and the cookie over both.</summary>
internal sealed class KeyFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-keys");

    public KeyFolder()
    {
        Ring = VisitorKeyRing.LoadOrCreate(Path, Time);
        Cookie = new VisitorCookie(Ring, Time);
    }

    public ManualTimeProvider Time { get; } = new();

    public string Path => _folder.FullName;

    public VisitorKeyRing Ring { get; }

    public VisitorCookie Cookie { get; }

    /// <summary>The value of a <c>Set-Cookie</c> line.</summary>
    public static string ValueOf(string setCookie) =>
        setCookie[(setCookie.IndexOf('=', StringComparison.Ordinal) + 1)..setCookie.IndexOf(';', StringComparison.Ordinal)];

    public string NewValue() => ValueOf(Cookie.CreateSetCookie(Cookie.NewId(), secure: true));

    public void Dispose() => _folder.Delete(recursive: true);
}
