using System.Globalization;

namespace EdgeGateway.Templates.Selecting;

/// <summary>Pseudo-classes: Selectors Level 4, sections 4, 13 and 14.</summary>
internal ref partial struct SelectorReader
{
    private void ReadPseudoClass(List<StepCondition> conditions)
    {
        var start = _at;
        var name = ReadName().ToLowerInvariant();
        switch (name)
        {
            case "is" or "where" or "not":
                conditions.Add(ReadArgument(start, static (ref SelectorReader reader) =>
                    new StepCondition(ConditionKind.Meets) { Steps = reader.ReadList() }) with
                { IsNegated = name == "not" });
                break;
            case "has" when !_inHas:
                conditions.Add(ReadArgument(start, static (ref SelectorReader reader) => reader.ReadRelativeList()));
                break;
            case "nth-child" or "nth-last-child" or "nth-of-type" or "nth-last-of-type":
                var kind = NthKind(name);
                conditions.Add(ReadArgument(start, (ref SelectorReader reader) => reader.ReadNth(kind)));
                break;
            case "first-child" or "last-child" or "first-of-type" or "last-of-type":
                conditions.Add(First(NthKind(name)));
                break;
            case "only-child":
                conditions.AddRange(First(ConditionKind.Nth), First(ConditionKind.NthLast));
                break;
            case "only-of-type":
                conditions.AddRange(First(ConditionKind.NthOfType), First(ConditionKind.NthLastOfType));
                break;
            case "empty":
                conditions.Add(new StepCondition(ConditionKind.Empty));
                break;
            case "root":
                conditions.Add(new StepCondition(ConditionKind.Root));
                break;
            default:
                var why = name == "has" ? "a :has inside a :has" : $"':{name}'";
                throw new SelectorException(
                    start, $"The selector '{text}' has {why}, which is not supported, at column {start}; {Accepted}.");
        }
    }

    private delegate StepCondition Argument(ref SelectorReader reader);

    private static StepCondition First(ConditionKind kind) => new(kind) { Offset = 1 };

    private static ConditionKind NthKind(string name) =>
        name.EndsWith("-of-type", StringComparison.Ordinal)
            ? name.Contains("last", StringComparison.Ordinal) ? ConditionKind.NthLastOfType : ConditionKind.NthOfType
            : name.Contains("last", StringComparison.Ordinal) ? ConditionKind.NthLast : ConditionKind.Nth;

    private StepCondition ReadArgument(int start, Argument read)
    {
        if (Next != '(')
        {
            throw Unexpected();
        }

        if (++_depth > MaxDepth)
        {
            throw new SelectorException(
                start, $"The selector '{text}' nests pseudo-classes too deeply at column {start}; {MaxDepth} levels are accepted.");
        }

        _at++;
        SkipWhiteSpace();
        var condition = read(ref this);
        SkipWhiteSpace();
        if (Next != ')')
        {
            throw Unexpected();
        }

        _at++;
        _depth--;
        return condition;
    }

    /// <summary>
    /// Reads the chains of a <c>:has()</c>. They are kept back to front, since they are matched from their far end.
    /// </summary>
    private StepCondition ReadRelativeList()
    {
        var depth = _depth;
        (_inHas, _depth) = (true, 0);
        var entries = new List<int>();
        var combinators = new List<Combinator>();
        do
        {
            SkipWhiteSpace();
            combinators.Add(ReadCombinator());
            entries.Add(AddBackward(ReadChain()));
        }
        while (SkipComma());
        (_inHas, _depth) = (false, depth);
        return new StepCondition(ConditionKind.Has) { Steps = [.. entries], Combinators = [.. combinators] };
    }

    private readonly int AddBackward(List<(Combinator Combinator, SelectorStep Step)> chain)
    {
        var combinator = Combinator.None;
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            steps.Add(chain[i].Step with { Previous = i == chain.Count - 1 ? -1 : steps.Count - 1, Combinator = combinator });
            combinator = chain[i].Combinator;
        }

        return steps.Count - 1;
    }

    /// <summary>Reads <c>an+b</c>, and for <c>:nth-child</c> the <c>of S</c> behind it.</summary>
    private StepCondition ReadNth(ConditionKind kind)
    {
        var (step, offset) = ReadFormula();
        var spaced = SkipWhiteSpace();
        if (kind != ConditionKind.Nth || !spaced || !text.AsSpan(_at).StartsWith("of ", StringComparison.OrdinalIgnoreCase))
        {
            return new StepCondition(kind) { Step = step, Offset = offset };
        }

        _at += "of ".Length;
        return new StepCondition(kind) { Step = step, Offset = offset, Steps = ReadList() };
    }

    private (int Step, int Offset) ReadFormula()
    {
        foreach (var (word, step) in new[] { ("even", 0), ("odd", 1) })
        {
            if (text.AsSpan(_at).StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                _at += word.Length;
                return (2, step);
            }
        }

        var sign = ReadSign();
        var number = ReadDigits();
        if (Next is not ('n' or 'N'))
        {
            return (0, sign * (number ?? throw Unexpected()));
        }

        _at++;
        var before = _at;
        SkipWhiteSpace();
        if (Next is not ('+' or '-'))
        {
            _at = before;
            return (sign * (number ?? 1), 0);
        }

        var offsetSign = ReadSign();
        SkipWhiteSpace();
        return (sign * (number ?? 1), offsetSign * (ReadDigits() ?? throw Unexpected()));
    }

    private int ReadSign()
    {
        var sign = Next == '-' ? -1 : 1;
        _at += Next is '-' or '+' ? 1 : 0;
        return sign;
    }

    private int? ReadDigits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Next))
        {
            _at++;
        }

        if (_at == start)
        {
            return null;
        }

        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new SelectorException(
                start + 1, $"The selector '{text}' has a number at column {start + 1} that is too large; {int.MaxValue} is the largest.");
    }
}
