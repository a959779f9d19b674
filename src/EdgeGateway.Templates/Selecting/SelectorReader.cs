using System.Text;

namespace EdgeGateway.Templates.Selecting;

/// <summary>
/// Reads a selector list (Selectors Level 4, the part the gateway knows) into steps. Values are kept as UTF-8.
/// </summary>
internal ref partial struct SelectorReader(string text, int target, List<SelectorStep> steps)
{
    private const string Accepted = "type, #id, .class, [attribute], descendant and child combinators and lists are accepted";

    private int _at;

    private readonly bool AtEnd => _at >= text.Length;

    private readonly char Next => _at < text.Length ? text[_at] : '\0';

    /// <summary>Reads the whole text and adds its steps.</summary>
    /// <exception cref="SelectorException">The text is no selector that the gateway knows.</exception>
    public void Read()
    {
        SkipWhiteSpace();
        ReadChain();
        while (!AtEnd)
        {
            if (Next != ',')
            {
                throw Unexpected();
            }

            _at++;
            SkipWhiteSpace();
            ReadChain();
        }
    }

    private void ReadChain()
    {
        var previous = -1;
        var combinator = Combinator.None;
        while (true)
        {
            var step = ReadCompound() with { Previous = previous, Combinator = combinator };
            var spaced = SkipWhiteSpace();
            var isLast = AtEnd || Next == ',';
            previous = steps.Count;
            steps.Add(isLast ? step with { Target = target } : step);
            if (isLast)
            {
                return;
            }

            combinator = Next == '>' ? Combinator.Child : Combinator.Descendant;
            if (Next == '>')
            {
                _at++;
                SkipWhiteSpace();
            }
            else if (!spaced || Next is '+' or '~')
            {
                throw Unexpected();
            }
        }
    }

    private SelectorStep ReadCompound()
    {
        var start = _at;
        byte[]? type = null;
        byte[]? id = null;
        List<byte[]> classes = [];
        List<AttributeTest> attributes = [];
        if (Next == '*')
        {
            _at++;
        }
        else if (IsNameStart())
        {
            type = Encoding.UTF8.GetBytes(ReadName().ToLowerInvariant());
        }

        while (Next is '#' or '.' or '[')
        {
            var kind = text[_at++];
            if (kind == '[')
            {
                attributes.Add(ReadAttribute());
            }
            else if (kind == '.')
            {
                classes.Add(Encoding.UTF8.GetBytes(ReadName()));
            }
            else
            {
                var value = Encoding.UTF8.GetBytes(ReadName());
                if (id is not null)
                {
                    attributes.Add(new AttributeTest("id"u8.ToArray(), AttributeOperator.Equal, value, false));
                }

                id ??= value;
            }
        }

        return _at == start
            ? throw Unexpected()
            : new SelectorStep(type, id, [.. classes], [.. attributes], -1, Combinator.None, -1);
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
        var kind = Next is ':' or '+' or '~' ? ", which is not supported," : string.Empty;
        return new SelectorException(_at + 1, $"The selector '{text}' {found}{kind} at column {_at + 1}; {Accepted}.");
    }
}
