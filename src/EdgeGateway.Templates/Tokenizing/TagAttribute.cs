namespace EdgeGateway.Templates.Tokenizing;

/// <summary>Where an attribute's name and value (without quotes, references undecoded) stand in the page.</summary>
/// <param name="Name">Name as written, any case.</param>
/// <param name="Value">Empty where there is none.</param>
/// <param name="Quote">The quote byte, or 0 for an unquoted or absent value.</param>
internal readonly record struct TagAttribute(ByteRange Name, ByteRange Value, byte Quote);
