using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Caching;

/// <summary>Limits of the page cache as a whole.</summary>
public sealed class PageCacheOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "Edge:Cache";

    /// <summary>Hard cap on headers, bodies and derived content in bytes, running fills included. Default 512 MiB.</summary>
    [Range(1 << 20, long.MaxValue)]
    public long MaxBytes { get; set; } = 512L << 20;

    /// <summary>Folder of the second tier. Default null: memory only.</summary>
    public string? DiskDirectory { get; set; }

    /// <summary>Hard cap on the files in <see cref="DiskDirectory"/> in bytes. Default 0: no second tier.</summary>
    [Range(0, long.MaxValue)]
    public long DiskMaxBytes { get; set; }

    /// <summary>Time for the origin's headers to arrive. Default 30 s; later is a 504.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest silence inside the body of a fill that is to be stored. Default 30 s; later the fill fails.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan BodyIdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest duration of a fill that is to be stored. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan FillTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest wait for the headers of somebody else's fill before a request goes on its own. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan CollapseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longest wait for a fill's headers when a stale response may stand in for a failing origin (stale-if-error); the fill goes
    /// on, and what it brings is stored. Default 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Background revalidations at a time; beyond that stale responses are served without. Default 64.</summary>
    [Range(1, 10_000)]
    public int MaxBackgroundFills { get; set; } = 64;

    /// <summary>After the origin failed for an entry, how long before the next attempt. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan RetryAfterFailure { get; set; } = TimeSpan.FromSeconds(5);
}
