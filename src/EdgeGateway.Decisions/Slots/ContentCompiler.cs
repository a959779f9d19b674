using System.Buffers;
using System.Collections.Frozen;
using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Decisions.Recommendations;

namespace EdgeGateway.Decisions.Slots;

/// <summary>Checks and compiles what choices and variants show: fragment, row of items, values.</summary>
internal sealed class ContentCompiler(DecisionNames names, ICollection<DecisionProblem> problems)
{
    /// <summary>The most characters of a slot's, experiment's or variant's name.</summary>
    public const int MaxName = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public SlotContentModel Compile(string path, ChoiceDefinition choice) =>
        Compile(path, choice.Fragment, choice.Recommend, choice.Values, choice.Text, choice.Remove);

    public SlotContentModel Compile(string path, VariantDefinition variant) =>
        Compile(path, variant.Fragment, variant.Recommend, variant.Values, variant.Text, variant.Remove);

    private SlotContentModel Compile(
        string path, string? fragment, RecommendDefinition? recommend, IReadOnlyDictionary<string, string>? values, string? text, bool remove)
    {
        if ((fragment is null ? 0 : 1) + (text is null ? 0 : 1) + (remove ? 1 : 0) > 1)
        {
            Add(path, "'Fragment', 'Text' and 'Remove' exclude each other; give one of them.");
        }

        if (fragment is null && values is { Count: > 0 } && (text is not null || remove))
        {
            Add($"{path}:Values", "'Values' are texts for a 'Fragment'; there is none here.");
        }

        if (fragment is not null && !names.Fragments.Contains(fragment))
        {
            Add($"{path}:Fragment",
                $"Fragment '{fragment}' does not exist; {KnownNames.Suggest(fragment, names.Fragments, "fragments")}");
        }

        if (fragment is null && recommend is not null)
        {
            Add($"{path}:Fragment", "A recommendation needs a 'Fragment' that shows its items.");
        }

        var row = recommend is null ? null : CompileRow($"{path}:Recommend", recommend);
        return new SlotContentModel(fragment, row, values ?? FrozenDictionary<string, string>.Empty, text, remove);
    }

    public void CheckName(string path, string name, string kind)
    {
        if (name.Length is 0 or > MaxName || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            Add(path, $"The {kind} name '{name}' must be 1 to {MaxName} characters of A-Z, a-z, 0-9, '.', '_' and '-'.");
        }
    }

    private RecommendModel CompileRow(string path, RecommendDefinition row)
    {
        var list = RecommendationList.Model;
        if (row.List is not null && !RecommendationListText.TryParse(row.List, out list))
        {
            Add($"{path}:List",
                $"List '{row.List}' is unknown; {KnownNames.Suggest(row.List, RecommendationListText.Words, "lists")}");
        }
        else
        {
            CheckModel(path, row, list);
        }

        CheckRange(path, "Count", row.Count, 1, RecommendDefinition.MaxCount);
        CheckRange(path, "Minimum", row.Minimum, 1, Math.Max(row.Count, 1));
        if (row.Cache < TimeSpan.Zero || row.Cache > TimeSpan.FromDays(1))
        {
            Add($"{path}:Cache", $"Cache time '{row.Cache}' must be from 0 (score on each view) to 1 day.");
        }

        if (row.ExcludeSeen && list == RecommendationList.RecentlyViewed)
        {
            Add($"{path}:ExcludeSeen",
                "The list 'recently-viewed' shows only items the visitor has seen; 'ExcludeSeen' must be false.");
        }

        return new RecommendModel(row, list);
    }

    private void CheckModel(string path, RecommendDefinition row, RecommendationList list)
    {
        var scored = list is RecommendationList.Model or RecommendationList.Similar;
        if (scored && row.Model is null)
        {
            Add(path, list == RecommendationList.Similar
                ? "The list 'similar' needs a 'Model' that knows which items are similar."
                : $"A recommendation needs a 'Model' or a 'List': {RecommendationListText.Accepted}.");
        }
        else if (!scored && row.Model is not null)
        {
            Add($"{path}:Model", $"The list '{row.List}' takes no model; remove 'Model' or use the list 'similar'.");
        }
        else if (row.Model is not null && names.Models is { } models && !models.Contains(row.Model))
        {
            Add($"{path}:Model", $"Model '{row.Model}' does not exist; {KnownNames.Suggest(row.Model, models, "models")}");
        }
    }

    private void CheckRange(string path, string name, int value, int low, int high)
    {
        if (value < low || value > high)
        {
            Add($"{path}:{name}", $"{name} '{value}' must be from {low} to {high}.");
        }
    }

    private void Add(string path, string message) => problems.Add(new DecisionProblem(path, message));
}
