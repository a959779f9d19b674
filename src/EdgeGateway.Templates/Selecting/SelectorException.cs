namespace EdgeGateway.Templates.Selecting;

/// <summary>A selector that cannot be read; caught where selectors are compiled and told as a problem.</summary>
internal sealed class SelectorException(int column, string message) : Exception(message)
{
    /// <summary>Where in the selector, 1 based.</summary>
    public int Column { get; } = column;
}
