namespace EdgeGateway.Templates.Fragments;

/// <summary>One <c>{{...}}</c> of a template.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Start">Its first character in the template.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Line">1 based.</param>
/// <param name="Helper">The helper of a value, the word of a block; empty for a plain value.</param>
/// <param name="Name">The value's, condition's or partial's name; empty when it has none.</param>
internal sealed record Mustache(MustacheKind Kind, int Start, int End, int Line, string Helper, string Name);
