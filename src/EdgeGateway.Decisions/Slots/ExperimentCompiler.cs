using EdgeGateway.Decisions.Experiments;

namespace EdgeGateway.Decisions.Slots;

/// <summary>Checks and compiles experiments.</summary>
internal sealed class ExperimentCompiler(ContentCompiler contents, ICollection<DecisionProblem> problems)
{
    /// <summary>The most arms of one experiment.</summary>
    private const int MaxVariants = 32;

    public ExperimentModel[] Compile(IReadOnlyList<ExperimentDefinition> definitions)
    {
        var models = new List<ExperimentModel>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            var path = $"Experiments:{definition.Name}";
            contents.CheckName(path, definition.Name, "experiment");
            if (!names.Add(definition.Name))
            {
                Add(path, $"Experiment '{definition.Name}' is defined twice; names must differ.");
                continue;
            }

            if (Compile(path, definition) is { } model)
            {
                models.Add(model);
            }
        }

        return [.. models];
    }

    private ExperimentModel? Compile(string path, ExperimentDefinition definition)
    {
        var valid = CheckVariants(path, definition);
        if (!(definition.Holdout is >= 0 and < 1))
        {
            Add($"{path}:Holdout", $"Holdout '{definition.Holdout}' must be at least 0 and below 1.");
            valid = false;
        }

        var quotas = valid ? VariantBuckets.Quotas(definition.Variants) : new int[definition.Variants.Count];
        var variants = definition.Variants.Select((variant, index) => new VariantModel(
            variant.Name,
            quotas[index] / (double)VariantBuckets.Count,
            contents.Compile($"{path}:Variants:{variant.Name}", variant))).ToArray();
        return valid ? new ExperimentModel(definition, variants) : null;
    }

    private bool CheckVariants(string path, ExperimentDefinition definition)
    {
        var before = problems.Count;
        if (definition.Variants.Count is < 2 or > MaxVariants)
        {
            Add($"{path}:Variants",
                $"Experiment '{definition.Name}' has {definition.Variants.Count} variants; 2 to {MaxVariants} are accepted.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variant in definition.Variants)
        {
            contents.CheckName($"{path}:Variants:{variant.Name}", variant.Name, "variant");
            if (!names.Add(variant.Name))
            {
                Add($"{path}:Variants:{variant.Name}", $"Variant '{variant.Name}' is defined twice; names must differ.");
            }

            if (!double.IsFinite(variant.Weight) || variant.Weight is < 0 or > 1e9)
            {
                Add($"{path}:Variants:{variant.Name}:Weight",
                    $"Weight '{variant.Weight}' must be a number from 0 to 1000000000.");
            }
        }

        if (problems.Count == before && definition.Variants.Sum(static variant => variant.Weight) <= 0)
        {
            Add($"{path}:Variants", $"All weights of experiment '{definition.Name}' are 0; at least one must be above 0.");
        }

        return problems.Count == before;
    }

    private void Add(string path, string message) => problems.Add(new DecisionProblem(path, message));
}
