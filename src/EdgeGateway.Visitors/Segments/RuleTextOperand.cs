using System.Text;
using EdgeGateway.Visitors.Context;

namespace EdgeGateway.Visitors.Segments;

/// <summary>A text operand of a compiled rule.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Constant">The text of a constant.</param>
internal sealed record RuleTextOperand(RuleTextKind Kind, string Constant)
{
    /// <summary>Item ids are at most 128 characters; a longer text is the id of nothing.</summary>
    public const int MaxItemBytes = 3 * 128;

    public ReadOnlySpan<char> Read(in RuleInput input) => Kind switch
    {
        RuleTextKind.Constant => Constant,
        RuleTextKind.Device => input.Context.Device.ToText(),
        RuleTextKind.Language => input.Context.Language,
        RuleTextKind.Path => input.Path,
        RuleTextKind.PageItem => input.PageItem?.Id,
        _ => input.PageItem?.Category,
    };

    /// <summary>The text as a UTF-8 item id; 0 bytes when it cannot be one.</summary>
    public int ReadItem(in RuleInput input, Span<byte> utf8) =>
        Encoding.UTF8.TryGetBytes(Read(input), utf8, out var written) ? written : 0;
}
