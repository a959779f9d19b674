using System.Numerics;
using EdgeGateway.Templates.Compiling;

namespace EdgeGateway.Templates.Selecting;

/// <summary>
/// Finds which elements of a finished tree meet which steps, in time that grows with the page and never with how selectors
/// and nesting combine: each element takes from its parent and its earlier siblings what they met. With <c>:has()</c> the
/// page is gone through back to front as well, and once more. One page, one thread.
/// </summary>
internal sealed class TreeMatcher(SelectorProgram program, ReadOnlyMemory<byte> html)
{
    private readonly List<PageElement> _elements = [];
    private readonly SiblingCounts _counts = new(html);

    /// <summary>The elements in document order.</summary>
    public IReadOnlyList<PageElement> Elements => _elements;

    public void Run(PageElement? root)
    {
        for (var element = root; element is not null; element = element.Following())
        {
            _elements.Add(element);
            element.Ordinal = (element.Previous?.Ordinal ?? 0) + 1;
            if (program.CountsTypes)
            {
                _counts.AddType(element);
            }
        }

        LinkAll();
        if (program.LooksAhead)
        {
            for (var i = _elements.Count - 1; i >= 0; i--)
            {
                LookAhead(_elements[i]);
            }

            LinkAll();
        }
    }

    /// <summary>Works an element out as soon as it opens, for steps that need nothing of what follows.</summary>
    public void LinkOpened(PageElement element)
    {
        element.Ordinal = (element.Previous?.Ordinal ?? 0) + 1;
        Link(element, program.KnownWhenOpened);
    }

    private void LinkAll()
    {
        _counts.ForgetMatches();
        foreach (var element in _elements)
        {
            Link(element, program.Forward);
        }
    }

    /// <summary>Works out which steps an element meets when parent and earlier siblings are known.</summary>
    private void Link(PageElement element, ulong[] steps)
    {
        var parent = element.Parent?.Steps ?? default;
        var beside = element.Previous?.Steps ?? default;
        var simple = element.Steps.Simple;
        var above = StepSet.Union(parent.Above, parent.Full);
        var earlier = program.LooksBeside ? StepSet.Union(beside.Earlier, beside.Full) : null;
        element.Steps = new StepState(simple, null, above, earlier);
        if (simple is null)
        {
            return;
        }

        var full = new ulong[simple.Length];
        element.Steps = new StepState(simple, full, above, earlier);
        var any = 0UL;
        for (var word = 0; word < simple.Length; word++)
        {
            for (var bits = simple[word] & steps[word]; bits != 0; bits &= bits - 1)
            {
                var number = (word << 6) + BitOperations.TrailingZeroCount(bits);
                var step = program.Steps[number];
                var isMet = step.Combinator switch
                {
                    Combinator.None => true,
                    Combinator.Child => StepSet.Contains(parent.Full, step.Previous),
                    Combinator.Descendant => StepSet.Contains(above, step.Previous),
                    Combinator.Adjacent => StepSet.Contains(beside.Full, step.Previous),
                    _ => StepSet.Contains(earlier, step.Previous),
                };
                full[word] |= isMet && MeetsAll(element, step) ? 1UL << number : 0;
            }

            any |= full[word];
        }

        element.Steps = new StepState(simple, any == 0 ? null : full, above, earlier);
    }

    /// <summary>The same for steps of <c>:has()</c>, when children and later siblings are known.</summary>
    private void LookAhead(PageElement element)
    {
        var next = element.Next?.Ahead;
        var ahead = element.Ahead;
        var later = StepSet.Union(next?.Later, next?.Own);
        var own = new ulong[program.Words];
        var any = 0UL;
        for (var word = 0; word < own.Length && element.Steps.Simple is { } simple; word++)
        {
            for (var bits = simple[word] & program.Ahead[word]; bits != 0; bits &= bits - 1)
            {
                var number = (word << 6) + BitOperations.TrailingZeroCount(bits);
                var step = program.Steps[number];
                var isMet = step.Combinator switch
                {
                    Combinator.None => true,
                    Combinator.Child => StepSet.Contains(ahead?.Children, step.Previous),
                    Combinator.Descendant => StepSet.Contains(ahead?.Below, step.Previous),
                    Combinator.Adjacent => StepSet.Contains(next?.Own, step.Previous),
                    _ => StepSet.Contains(later, step.Previous),
                };
                own[word] |= isMet && MeetsAll(element, step) ? 1UL << number : 0;
            }

            any |= own[word];
        }

        if (any == 0 && later is null && ahead is null)
        {
            return;
        }

        ahead = element.Ahead ??= new AheadState();
        ahead.Own = any == 0 ? null : own;
        ahead.Later = later;
        if (element.Parent is { } parent && (ahead.Own ?? ahead.Below) is not null)
        {
            var up = parent.Ahead ??= new AheadState();
            up.Children = StepSet.Union(up.Children, ahead.Own);
            up.Below = StepSet.Union(StepSet.Union(up.Below, ahead.Own), ahead.Below);
        }
    }

    private bool MeetsAll(PageElement element, SelectorStep step)
    {
        foreach (var condition in step.Conditions)
        {
            if (Meets(element, condition) == condition.IsNegated)
            {
                return false;
            }
        }

        return true;
    }

    private bool Meets(PageElement element, StepCondition condition) => condition.Kind switch
    {
        ConditionKind.Meets => StepSet.ContainsAny(element.Steps.Full, condition.Steps),
        ConditionKind.Has => Has(element, condition),
        ConditionKind.Nth when condition.Steps.Length == 0 => condition.Counts(element.Ordinal),
        ConditionKind.Nth => StepSet.ContainsAny(element.Steps.Full, condition.Steps)
            && condition.Counts(_counts.Matching(element, condition)),
        ConditionKind.NthLast => condition.Counts(LastOrdinal(element) - element.Ordinal + 1),
        ConditionKind.NthOfType => condition.Counts(_counts.OfType(element)),
        ConditionKind.NthLastOfType => condition.Counts(_counts.OfTypeFromEnd(element)),
        ConditionKind.Empty => !element.HasText && (element.FirstChild is null || element.Is(Tokenizing.TagName.Template)),
        _ => element.Parent is null,
    };

    private static int LastOrdinal(PageElement element) => element.Parent?.LastChild?.Ordinal ?? 1;

    private static bool Has(PageElement element, StepCondition condition)
    {
        for (var i = 0; i < condition.Steps.Length; i++)
        {
            var set = condition.Combinators[i] switch
            {
                Combinator.Child => element.Ahead?.Children,
                Combinator.Descendant => element.Ahead?.Below,
                Combinator.Adjacent => element.Next?.Ahead?.Own,
                _ => element.Ahead?.Later,
            };
            if (StepSet.Contains(set, condition.Steps[i]))
            {
                return true;
            }
        }

        return false;
    }
}
