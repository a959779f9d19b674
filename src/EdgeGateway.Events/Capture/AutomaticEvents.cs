using EdgeGateway.Primitives.Events;

namespace EdgeGateway.Events.Capture;

/// <summary>Requests that are events by themselves, compiled. Immutable; matching allocates nothing.</summary>
public sealed class AutomaticEvents
{
    private const string ItemPlace = "{item}";

    private readonly AutomaticEventRule[] _rules;

    private AutomaticEvents(AutomaticEventRule[] rules) => _rules = rules;

    /// <summary>No request is an event.</summary>
    public static AutomaticEvents Empty { get; } = new([]);

    /// <summary>Compiles definitions; those with a problem are left out.</summary>
    public static AutomaticEvents Compile(
        IReadOnlyList<AutomaticEventDefinition> definitions, ICollection<AutomaticEventProblem> problems)
    {
        var rules = new List<AutomaticEventRule>();
        for (var i = 0; i < definitions.Count; i++)
        {
            if (ProblemOf(definitions[i], out var type) is { } problem)
            {
                problems.Add(new AutomaticEventProblem(i, problem));
                continue;
            }

            rules.Add(CompileOne(definitions[i], type));
        }

        return new AutomaticEvents([.. rules]);
    }

    /// <summary>Finds the first definition that matches.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">
    /// The path, encoded or decoded; a query after <c>?</c> is ignored. An item out of syntax matches nothing.
    /// </param>
    public AutomaticEventMatch Match(ReadOnlySpan<char> method, ReadOnlySpan<char> path)
    {
        var query = path.IndexOf('?');
        if (query >= 0)
        {
            path = path[..query];
        }

        foreach (var rule in _rules)
        {
            if (method.SequenceEqual(rule.Method) && rule.TryMatch(path, out var match))
            {
                return match;
            }
        }

        return default;
    }

    private static string? ProblemOf(AutomaticEventDefinition definition, out EventType type)
    {
        var isType = EventTypeText.TryParse(definition.Type, out type) && type != EventType.Exposure;
        if (definition.Method.Length == 0 || !definition.Method.All(char.IsAsciiLetter))
        {
            return $"The method '{definition.Method}' is not an HTTP method; accepted is one such as GET or POST.";
        }

        if (!isType)
        {
            return $"The type '{definition.Type}' is not an event type; accepted is one of {EventTypeText.Accepted}.";
        }

        return PathProblemOf(definition.Path);
    }

    private static string? PathProblemOf(string path)
    {
        if (!path.StartsWith('/') || path.Contains('?'))
        {
            return $"The path '{path}' is not a path pattern; accepted is one such as /product/{{item}}.";
        }

        var segments = path[1..].Split('/');
        if (segments.SkipLast(1).Contains("**"))
        {
            return $"The path '{path}' has ** before its end; accepted is ** as the last segment only.";
        }

        var rest = path.Replace(ItemPlace, "", StringComparison.Ordinal);
        if (rest.Length < path.Length - ItemPlace.Length)
        {
            return $"The path '{path}' names the item twice; accepted is {ItemPlace} once.";
        }

        if (rest.AsSpan().ContainsAny('{', '}'))
        {
            return $"The path '{path}' has a place that is not known; accepted is {ItemPlace}.";
        }

        var mixed = segments.FirstOrDefault(segment => segment.Contains('*') && segment is not ("*" or "**"));
        return mixed is null
            ? null
            : $"The segment '{mixed}' of the path '{path}' mixes * with text; accepted is * or ** as a whole segment.";
    }

    private static AutomaticEventRule CompileOne(AutomaticEventDefinition definition, EventType type)
    {
        var segments = definition.Path[1..].Split('/');
        var isOpen = segments[^1] == "**";
        return new AutomaticEventRule(
            definition.Method.ToUpperInvariant(), type, [.. segments.SkipLast(isOpen ? 1 : 0).Select(CompileSegment)], isOpen);
    }

    private static AutomaticEventSegment CompileSegment(string segment)
    {
        if (segment == "*")
        {
            return new AutomaticEventSegment(AutomaticEventSegmentKind.Any, "", "");
        }

        var item = segment.IndexOf(ItemPlace, StringComparison.Ordinal);
        return item < 0
            ? new AutomaticEventSegment(AutomaticEventSegmentKind.Literal, segment, "")
            : new AutomaticEventSegment(AutomaticEventSegmentKind.Item, segment[..item], segment[(item + ItemPlace.Length)..]);
    }
}
