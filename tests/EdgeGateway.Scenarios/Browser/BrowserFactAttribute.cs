namespace EdgeGateway.Scenarios.Browser;

/// <summary>A fact that needs Chromium and skips, saying so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public BrowserFactAttribute()
    {
        if (Executable is null)
        {
            Skip = "Chromium is absent: install it (Debian: apt-get install chromium).";
        }
    }

    public static string? Executable { get; } = Array.Find(Places, File.Exists);
}
