namespace EdgeGateway.Inference.Models;

/// <summary>Sizes in bytes above which a model folder is refused before it is read.</summary>
/// <param name="MaxModelBytes">The graph with its tables; default 1 GiB, at most 2 GB - 1 (a limit of the format).</param>
/// <param name="MaxOtherBytes">Any other listed file; default 256 MiB.</param>
public sealed record ModelLimits(long MaxModelBytes = 1L << 30, long MaxOtherBytes = 256L << 20)
{
    /// <summary>The manifest itself is read whole before anything is known about it.</summary>
    public const long MaxManifestBytes = 4 << 20;

    /// <summary>The default limits.</summary>
    public static ModelLimits Default { get; } = new();
}
