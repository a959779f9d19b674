using System.Numerics;
using System.Text;

namespace EdgeGateway.Templates.Selecting;

/// <summary>
/// Selectors compiled for one pass over a page: steps, each with a bit of its own. An element meets a step when it meets
/// the step's condition and its parent or an ancestor met the step before. Immutable.
/// </summary>
internal sealed class SelectorProgram
{
    private readonly SelectorStep[] _steps;

    public SelectorProgram(IReadOnlyList<SelectorStep> steps)
    {
        _steps = [.. steps];
        Index = new StepIndex(_steps);
    }

    public ReadOnlySpan<SelectorStep> Steps => _steps;

    public StepIndex Index { get; }

    /// <summary>Words of 64 steps in a set.</summary>
    public int Words => (_steps.Length + 63) / 64;

    /// <summary>The same program with its values in a page's encoding, which matters only beyond ASCII.</summary>
    public SelectorProgram In(Encoding encoding)
    {
        if (encoding.CodePage == Encoding.UTF8.CodePage || Array.TrueForAll(_steps, IsAscii))
        {
            return this;
        }

        return new SelectorProgram([.. _steps.Select(step => step with
        {
            Id = step.Id is null ? null : Recode(step.Id, encoding),
            Classes = [.. step.Classes.Select(name => Recode(name, encoding))],
            Attributes = [.. step.Attributes.Select(test => test with { Value = Recode(test.Value, encoding) })],
        })]);
    }

    /// <summary>Works out which steps an element meets, given its parent's state and its own conditions.</summary>
    public StepState Link(ulong[]? simple, in StepState parent)
    {
        var above = Union(parent.Above, parent.Full);
        if (simple is null)
        {
            return new StepState(null, null, above);
        }

        ulong[]? full = null;
        for (var word = 0; word < simple.Length; word++)
        {
            for (var bits = simple[word]; bits != 0; bits &= bits - 1)
            {
                var number = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if (MeetsPrevious(_steps[number], parent.Full, above))
                {
                    full ??= new ulong[Words];
                    full[word] |= 1UL << number;
                }
            }
        }

        return new StepState(simple, full, above);
    }

    private static bool MeetsPrevious(SelectorStep step, ulong[]? parent, ulong[]? above) => step.Combinator switch
    {
        Combinator.None => true,
        Combinator.Child => StepState.Contains(parent, step.Previous),
        _ => StepState.Contains(above, step.Previous),
    };

    private static ulong[]? Union(ulong[]? left, ulong[]? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        var union = new ulong[left.Length];
        for (var i = 0; i < union.Length; i++)
        {
            union[i] = left[i] | right[i];
        }

        return union;
    }

    private static bool IsAscii(SelectorStep step) =>
        (step.Id is null || Ascii.IsValid(step.Id))
        && step.Classes.All(name => Ascii.IsValid(name))
        && step.Attributes.All(test => Ascii.IsValid(test.Value));

    private static byte[] Recode(byte[] utf8, Encoding encoding) => Encoding.Convert(Encoding.UTF8, encoding, utf8);
}
