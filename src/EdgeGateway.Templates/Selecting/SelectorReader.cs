using System.Text;

namespace EdgeGateway.Templates.Selecting;

/// <summary>
/// Reads a selector list (Selectors Level 4, the part the gateway knows) into steps. Values are kept as UTF-8.
/// </summary>
internal ref partial struct SelectorReader(string text, int target, List<SelectorStep> steps)
{
    private const string Accepted = "type, #id, .class, [attribute], the combinators ' ', '>', '+', '~', lists, and "
        + ":is, :where, :not, :has, :empty, :root, :first-child, :last-child, :only-child, :nth-child, :nth-last-child and "
        + "their -of-type forms are accepted";

    private const int MaxDepth = 8;

    private int _at;
    private int _depth;
    private bool _inHas;

    private readonly bool AtEnd => _at >= text.Length;

    private readonly char Next => _at < text.Length ? text[_at] : '\0';

    /// <summary>Reads the whole text and adds its steps.</summary>
    /// <exception cref="SelectorException">The text is no selector that the gateway knows.</exception>
    public void Read()
    {
        foreach (var last in ReadList())
        {
            steps[last] = steps[last] with { Target = target };
        }

        if (!AtEnd)
        {
            throw Unexpected();
        }
    }

    /// <summary>Reads chains up to what is no comma and gives the number of each one's last step.</summary>
    private int[] ReadList()
    {
        var last = new List<int>();
        do
        {
            SkipWhiteSpace();
            last.Add(AddForward(ReadChain()));
        }
        while (SkipComma());
        return [.. last];
    }

    private bool SkipComma()
    {
        if (Next != ',')
        {
            return false;
        }

        _at++;
        return true;
    }

    private List<(Combinator Combinator, SelectorStep Step)> ReadChain()
    {
        var chain = new List<(Combinator, SelectorStep)>();
        var combinator = Combinator.None;
        while (true)
        {
            chain.Add((combinator, ReadCompound()));
            var spaced = SkipWhiteSpace();
            if (AtEnd || Next is ',' or ')')
            {
                return chain;
            }

            combinator = ReadCombinator();
            if (combinator == Combinator.Descendant && !spaced)
            {
                throw Unexpected();
            }
        }
    }

    /// <summary>Reads '>', '+' or '~'; a descendant is meant where there is none.</summary>
    private Combinator ReadCombinator()
    {
        var combinator = Next switch
        {
            '>' => Combinator.Child,
            '+' => Combinator.Adjacent,
            '~' => Combinator.Sibling,
            _ => Combinator.Descendant,
        };
        if (combinator != Combinator.Descendant)
        {
            _at++;
            SkipWhiteSpace();
        }

        return combinator;
    }

    private readonly int AddForward(List<(Combinator Combinator, SelectorStep Step)> chain)
    {
        var previous = -1;
        foreach (var (combinator, step) in chain)
        {
            steps.Add(step with { Previous = previous, Combinator = combinator });
            previous = steps.Count - 1;
        }

        return previous;
    }

    private SelectorStep ReadCompound()
    {
        var start = _at;
        byte[]? type = null;
        byte[]? id = null;
        List<byte[]> classes = [];
        List<AttributeTest> attributes = [];
        List<StepCondition> conditions = [];
        if (Next == '*')
        {
            _at++;
        }
        else if (IsNameStart())
        {
            type = Encoding.UTF8.GetBytes(ReadName().ToLowerInvariant());
        }

        while (Next is '#' or '.' or '[' or ':')
        {
            switch (text[_at++])
            {
                case '[':
                    attributes.Add(ReadAttribute());
                    break;
                case '.':
                    classes.Add(Encoding.UTF8.GetBytes(ReadName()));
                    break;
                case ':':
                    ReadPseudoClass(conditions);
                    break;
                case var _ when id is null:
                    id = Encoding.UTF8.GetBytes(ReadName());
                    break;
                default:
                    attributes.Add(new AttributeTest(
                        "id"u8.ToArray(), AttributeOperator.Equal, Encoding.UTF8.GetBytes(ReadName()), false));
                    break;
            }
        }

        return _at == start
            ? throw Unexpected()
            : new SelectorStep(type, id, [.. classes], [.. attributes], [.. conditions]) { LooksAhead = _inHas && _depth == 0 };
    }

    private AttributeTest ReadAttribute()
    {
        SkipWhiteSpace();
        var name = Encoding.UTF8.GetBytes(ReadName().ToLowerInvariant());
        SkipWhiteSpace();
        if (Next == ']')
        {
            _at++;
            return new AttributeTest(name, AttributeOperator.Present, [], false);
        }

        var op = ReadOperator();
        SkipWhiteSpace();
        var value = Next is '"' or '\'' ? ReadString() : ReadName();
        SkipWhiteSpace();
        var ignoreCase = Next is 'i' or 'I';
        if (ignoreCase || Next is 's' or 'S')
        {
            _at++;
            SkipWhiteSpace();
        }

        if (Next != ']')
        {
            throw Unexpected();
        }

        _at++;
        return new AttributeTest(name, op, Encoding.UTF8.GetBytes(value), ignoreCase);
    }

    private AttributeOperator ReadOperator()
    {
        var op = Next switch
        {
            '=' => AttributeOperator.Equal,
            '~' => AttributeOperator.Word,
            '|' => AttributeOperator.Dash,
            '^' => AttributeOperator.Prefix,
            '$' => AttributeOperator.Suffix,
            '*' => AttributeOperator.Contains,
            _ => throw Unexpected(),
        };
        _at += op == AttributeOperator.Equal ? 0 : 1;
        if (Next != '=')
        {
            throw Unexpected();
        }

        _at++;
        return op;
    }

    private readonly SelectorException Unexpected()
    {
        var found = AtEnd ? "ends" : $"has '{Next}'";
        return new SelectorException(_at + 1, $"The selector '{text}' {found} at column {_at + 1}; {Accepted}.");
    }
}
