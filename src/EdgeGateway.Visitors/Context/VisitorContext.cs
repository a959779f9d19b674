namespace EdgeGateway.Visitors.Context;

/// <summary>What a request tells without any profile; nothing of it identifies a visitor.</summary>
/// <param name="Device">The kind of device.</param>
/// <param name="IsBot">True for programs: they get the default page and touch no profile, counter or experiment.</param>
/// <param name="Language">Two lower-case letters (ISO 639-1) of the language the visitor likes best; empty when not told.</param>
public readonly record struct VisitorContext(DeviceClass Device, bool IsBot, string Language)
{
    /// <summary>What to add to UTC for the visitor's clock. Zero until something tells the visitor's zone.</summary>
    public TimeSpan UtcOffset { get; init; }
}
