namespace EdgeGateway.Events.Capture;

/// <summary>A page view with the slots it showed. Lives on the stack; nothing of it is kept after the call.</summary>
public readonly ref struct PageCapture
{
    /// <summary>Characters of the path that are kept.</summary>
    public const int MaxPathLength = 128;

    /// <summary>The item of the page, see <see cref="IdSyntax"/>; empty when none. An id out of syntax is left out.</summary>
    public ReadOnlySpan<char> Item { get; init; }

    /// <summary>
    /// The path without its query (queries hold personal data); the first <see cref="MaxPathLength"/> characters are kept.
    /// </summary>
    public ReadOnlySpan<char> Path { get; init; }

    /// <summary>The slots that were rendered.</summary>
    public ReadOnlySpan<SlotExposure> Exposures { get; init; }
}
