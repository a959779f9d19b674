namespace EdgeGateway.Templates.Fragments;

/// <summary>A place in a template's markup; all mustaches of one block must stand in the same.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Owner">Start of the tag or of the attribute's value, which tells places of one kind apart; 0 for text.</param>
/// <param name="Element">The tag's or the text's element in lower case; empty for ordinary text.</param>
/// <param name="Attribute">The attribute's name in lower case; empty elsewhere.</param>
internal readonly record struct MarkupPlace(PlaceKind Kind, int Owner, string Element, string Attribute);
