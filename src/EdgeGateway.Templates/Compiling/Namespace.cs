namespace EdgeGateway.Templates.Compiling;

/// <summary>The vocabulary an element belongs to.</summary>
internal enum Namespace : byte
{
    Html,
    Svg,
    MathMl,
}
