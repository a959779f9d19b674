using System.Globalization;

namespace EdgeGateway.Events.Capture;

/// <summary>Why a body of events was refused: the first thing that was wrong.</summary>
/// <param name="Index">Position of the event in the array, 0 based; -1 when the body as a whole is wrong.</param>
/// <param name="Field">The member, such as <c>quantity</c> or <c>properties.color</c>; empty for the whole event.</param>
/// <param name="Value">What was sent, cut to <see cref="MaxValueLength"/> characters.</param>
/// <param name="Accepted">What would have been accepted, as the end of a sentence.</param>
public sealed record EventProblem(int Index, string Field, string Value, string Accepted)
{
    /// <summary>Characters of <see cref="Value"/> that are kept.</summary>
    public const int MaxValueLength = 64;

    /// <summary>In which way it was wrong.</summary>
    public required EventProblemKind Kind { get; init; }

    /// <summary>One sentence for the sender.</summary>
    public string Message => string.Create(CultureInfo.InvariantCulture, $"{What()}; accepted is {Accepted}.");

    private FormattableString What() => Kind switch
    {
        EventProblemKind.Body when Index < 0 => $"The body is not acceptable at '{Value}'",
        EventProblemKind.Body => $"Event {Index} is '{Value}'",
        EventProblemKind.TooManyBytes or EventProblemKind.TooManyEvents => $"The body has {Value}",
        EventProblemKind.UnknownField => $"Event {Index} has the unknown field '{Field}'",
        EventProblemKind.DuplicateField => $"Event {Index} has the field '{Field}' twice",
        EventProblemKind.MissingField => $"Event {Index} has no field '{Field}'",
        _ => $"Event {Index} has the value '{Value}' in the field '{Field}'",
    };

    /// <summary>Cuts a text to what a problem keeps, never through a surrogate pair.</summary>
    internal static string Cut(string text)
    {
        if (text.Length <= MaxValueLength)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[MaxValueLength - 1]) ? MaxValueLength - 1 : MaxValueLength;
        return text[..length];
    }
}
