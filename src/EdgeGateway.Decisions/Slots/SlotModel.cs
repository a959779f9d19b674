using EdgeGateway.Primitives.Paths;

namespace EdgeGateway.Decisions.Slots;

/// <summary>A compiled slot. Immutable.</summary>
public sealed class SlotModel
{
    private readonly string[] _routes;
    private readonly ChoiceModel[] _choices;

    internal SlotModel(SlotDefinition definition, int index, PathPattern? path, ChoiceModel[] choices)
    {
        Id = definition.Id;
        Index = index;
        Path = path;
        Selector = definition.Selector;
        Position = definition.Position;
        Marker = definition.Marker;
        WithText = definition.WithText;
        MatchesAll = definition.MatchesAll;
        Deadline = definition.Deadline;
        _routes = [.. definition.Routes];
        _choices = choices;
    }

    /// <summary>As the operator named it.</summary>
    public string Id { get; }

    /// <summary>Position in <see cref="DecisionProgram.Slots"/>.</summary>
    public int Index { get; }

    /// <summary>Paths it applies to; null for all.</summary>
    public PathPattern? Path { get; }

    /// <summary>CSS selector as written.</summary>
    public string Selector { get; }

    /// <summary>Position word as written.</summary>
    public string Position { get; }

    /// <summary>Name of a marker that stands for the selector, or null.</summary>
    public string? Marker { get; }

    /// <summary>Text that the element must have, or null.</summary>
    public string? WithText { get; }

    /// <summary>True to fill every element found.</summary>
    public bool MatchesAll { get; }

    /// <summary>Longest time one decision may take.</summary>
    public TimeSpan Deadline { get; }

    /// <summary>Routes it applies to; empty for all.</summary>
    public ReadOnlySpan<string> Routes => _routes;

    /// <summary>The entries of <c>Choose</c> in order.</summary>
    public ReadOnlySpan<ChoiceModel> Choices => _choices;

    /// <summary>True when the slot belongs on this page; allocates nothing.</summary>
    /// <param name="route">The proxy route's id.</param>
    /// <param name="path">The path as received, without query.</param>
    public bool AppliesTo(string route, ReadOnlySpan<char> path) =>
        (_routes.Length == 0 || _routes.AsSpan().Contains(route)) && (Path is null || Path.Matches(path));
}
