using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Primitives.Paths;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Decisions.Slots;

/// <summary>Checks and compiles slots and their choices.</summary>
internal sealed class SlotCompiler(
    ContentCompiler contents,
    SegmentProgram segments,
    DecisionNames names,
    ICollection<DecisionProblem> problems,
    IReadOnlyList<ExperimentDefinition> writtenExperiments,
    ExperimentModel[] experiments)
{
    private static readonly TimeSpan MaxDeadline = TimeSpan.FromSeconds(5);

    public SlotModel[] Compile(IReadOnlyList<SlotDefinition> definitions)
    {
        var slots = new List<SlotModel>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            var path = $"Slots:{definition.Id}";
            contents.CheckName(path, definition.Id, "slot");
            if (!ids.Add(definition.Id))
            {
                Add(path, $"Slot '{definition.Id}' is defined twice; ids must differ.");
                continue;
            }

            slots.Add(Compile(path, definition, slots.Count));
        }

        return [.. slots];
    }

    private SlotModel Compile(string path, SlotDefinition definition, int index)
    {
        PathPattern? pattern = null;
        if (definition.Path is not null && !PathPattern.TryCompile(definition.Path, out pattern, out var reason))
        {
            Add($"{path}:Path", $"Path pattern '{definition.Path}' {reason}: {PathPattern.Accepted}.");
        }

        foreach (var route in definition.Routes)
        {
            if (names.Routes is { } routes && !routes.Contains(route))
            {
                Add($"{path}:Routes", $"Route '{route}' does not exist; {KnownNames.Suggest(route, routes, "routes")}");
            }
        }

        if (definition.Deadline <= TimeSpan.Zero || definition.Deadline > MaxDeadline)
        {
            Add($"{path}:Deadline", $"Deadline '{definition.Deadline}' must be above 0 and at most 5 seconds.");
        }

        if (definition.Choose.Count == 0)
        {
            Add($"{path}:Choose", $"Slot '{definition.Id}' has nothing to choose from; at least one choice is needed.");
        }

        return new SlotModel(definition, index, pattern, CompileChoices($"{path}:Choose", definition.Choose));
    }

    private ChoiceModel[] CompileChoices(string path, IReadOnlyList<ChoiceDefinition> definitions)
    {
        var choices = new ChoiceModel[definitions.Count];
        int? last = null;
        for (var i = 0; i < definitions.Count; i++)
        {
            var definition = definitions[i];
            if (last is { } before)
            {
                Add($"{path}:{i}",
                    $"Choice '{i}' is never reached: choice '{before}' has no 'When' and always has something to show.");
            }

            choices[i] = CompileChoice($"{path}:{i}", definition, i);

            // A row can come out empty and an experiment leaves visitors out; only a plain content always fills the slot.
            last ??= definition is { When: null, Recommend: null, Experiment: null } && !choices[i].Content.KeepsOrigin ? i : null;
        }

        return choices;
    }

    private ChoiceModel CompileChoice(string path, ChoiceDefinition definition, int index)
    {
        var rule = definition.When is { } when ? CompileRule($"{path}:When", when) : null;
        if (definition.Experiment is not null
            && (definition.Fragment is not null || definition.Recommend is not null || definition.Values.Count > 0
                || definition.Text is not null || definition.Remove))
        {
            Add(path, "A choice with an 'Experiment' takes its content from the variants; remove everything but 'When'.");
        }
        else if (definition is { Experiment: null, Fragment: null, Recommend: null, Text: null, Remove: false })
        {
            Add(path, "The choice shows nothing; give a 'Fragment', a 'Recommend' with a 'Fragment', a 'Text', 'Remove', or an 'Experiment'.");
        }

        return new ChoiceModel(index, rule, FindExperiment(path, definition.Experiment), contents.Compile(path, definition));
    }

    private Rule? CompileRule(string path, string when)
    {
        var rule = Rule.Compile(when, segments, out var problem);
        if (problem is not null)
        {
            Add(path, $"Column {problem.Column}: {problem.Message}");
        }

        return rule;
    }

    private ExperimentModel? FindExperiment(string path, string? name)
    {
        if (name is null)
        {
            return null;
        }

        // One that was written and refused has its own problem already.
        if (!writtenExperiments.Any(experiment => experiment.Name == name))
        {
            var known = writtenExperiments.Select(static experiment => experiment.Name);
            Add($"{path}:Experiment", $"Experiment '{name}' does not exist; {KnownNames.Suggest(name, known, "experiments")}");
        }

        return Array.Find(experiments, experiment => experiment.Name == name);
    }

    private void Add(string path, string message) => problems.Add(new DecisionProblem(path, message));
}
