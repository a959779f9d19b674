using AngleSharp.Dom;

namespace EdgeGateway.Templates.Tests.Selecting;

/// <summary>Makes random selectors of every kind from the names that one document uses. The same seed, the same selectors.</summary>
internal sealed class SelectorMaker
{
    private static readonly string[] Places =
    [
        ":first-child", ":last-child", ":only-child", ":first-of-type", ":last-of-type", ":only-of-type", ":empty", ":root",
        ":nth-child(odd)", ":nth-child(even)", ":nth-child(3)", ":nth-child(-n+2)", ":nth-child(3n + 1)", ":nth-child(n)",
        ":nth-last-child(2)", ":nth-last-child(2n+1)", ":nth-of-type(2)", ":nth-of-type(-2n+5)", ":nth-last-of-type(1)",
    ];

    private readonly Random _random;
    private readonly string[] _types;
    private readonly string[] _ids;
    private readonly string[] _classes;
    private readonly (string Name, string Value)[] _attributes;

    public SelectorMaker(IDocument document, int seed)
    {
        _random = new Random(seed);
        var elements = document.All.Where(e => e.NamespaceUri == "http://www.w3.org/1999/xhtml").ToList();
        _types = Distinct(elements.Select(e => e.LocalName));
        _ids = Distinct(elements.Select(e => e.Id ?? string.Empty));
        _classes = Distinct(elements.SelectMany(e => e.ClassList));
        _attributes = [.. elements.SelectMany(e => e.Attributes).Where(a => a.Name.All(char.IsAsciiLetter))
            .Select(a => (a.Name, a.Value)).Where(a => a.Value.All(c => c is >= ' ' and < '\x7F')).Distinct().Take(2000)];
    }

    public IEnumerable<string> Make(int count) => Enumerable.Range(0, count).Select(_ => List(2));

    private static string[] Distinct(IEnumerable<string> names) => [.. names.Where(name => name.Length > 0
        && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')).Distinct()];

    private string List(int depth) => _random.Next(6) == 0 ? $"{Chain(depth)}, {Chain(depth)}" : Chain(depth);

    private string Chain(int depth)
    {
        var chain = Compound(depth);
        for (var i = _random.Next(3); i > 0; i--)
        {
            chain += OneOf(" ", " ", " > ", " + ", " ~ ") + Compound(depth);
        }

        return chain;
    }

    private string Compound(int depth)
    {
        var compound = _random.Next(3) == 0 ? string.Empty : Pick(_types, "*");
        for (var i = _random.Next(compound.Length == 0 ? 1 : 0, 3); i > 0; i--)
        {
            compound += Part(depth);
        }

        return compound.Length == 0 ? "*" : compound;
    }

    /// <summary>
    /// A chain in :has() begins with a combinator, since AngleSharp lets the first of ':has(a b)' lie outside the element.
    /// </summary>
    private string Part(int depth) => _random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => "." + Pick(_classes, "none"),
        1 => _ids.Length == 0 || _random.Next(3) > 0 ? "." + Pick(_classes, "none") : "#" + Pick(_ids, "none"),
        2 => Attribute(),
        3 or 4 or 5 => Place(),
        6 => $":not({List(0)})",
        7 => $":{OneOf("is", "where")}({List(0)}, {Compound(0)})",
        _ => _random.Next(3) == 0
            ? $":nth-child({OneOf("2", "odd", "n+2")} of {Compound(0)}):is(* > *)"
            : _random.Next(2) == 0 ? $":has({Compound(0)})" : $":has({OneOf("> ", "+ ", "~ ")}{Chain(0)})",
    };

    /// <summary>AngleSharp gives the root no place among siblings; Selectors Level 4 and browsers do.</summary>
    private string Place() =>
        Places[_random.Next(Places.Length)] is var place && place is ":root" or ":empty" ? place : place + ":is(* > *)";

    private string Attribute()
    {
        if (_attributes.Length == 0)
        {
            return "[class]";
        }

        var (name, value) = _attributes[_random.Next(_attributes.Length)];
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return _random.Next(8) switch
        {
            0 => $"[{name}]",
            1 => $"[{name}='{Quoted(value)}']",
            2 when words.Length > 0 => $"[{name}~='{Quoted(words[0])}']",
            3 when value.Contains('-') => $"[{name}|='{Quoted(value[..value.IndexOf('-')])}']",
            4 when value.Length > 1 => $"[{name}^='{Quoted(value[..(value.Length / 2)])}']",
            5 when value.Length > 1 => $"[{name}$='{Quoted(value[(value.Length / 2)..])}']",
            6 when value.Length > 2 => $"[{name}*='{Quoted(value[1..^1])}']",
            7 => $"[{name}='{Quoted(value.ToUpperInvariant())}' i]",
            _ => $"[{name.ToUpperInvariant()}]",
        };
    }

    private static string Quoted(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);

    private string Pick(string[] names, string otherwise) => names.Length == 0 ? otherwise : names[_random.Next(names.Length)];

    private string OneOf(params string[] words) => words[_random.Next(words.Length)];
}
