using System.Collections.Concurrent;
using EdgeGateway.Configuration;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Templates.Fragments;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.Site;

/// <summary>
/// The texts that slots show in place of fragments: checked with the configuration, rendered once, then only read.
/// Thread-safe; as many as the configuration has.
/// </summary>
internal sealed class SlotTexts
{
    private readonly ConcurrentDictionary<(SlotModel Slot, SlotContentModel Content), FragmentFrame> _frames = new();

    public FragmentFrame FrameFor(SlotModel slot, SlotContentModel content) => _frames.GetOrAdd((slot, content), static key =>
        SlotText.Render(key.Content.Removes ? null : key.Content.Text, SlotMarkups.AttributeOf(key.Slot.Position)));

    /// <summary>Finds entries that cannot stand where their slot is.</summary>
    public static void Check(GatewayConfig config, List<ConfigProblem> problems)
    {
        var experiments = config.Experiments.ToLookup(static experiment => experiment.Name, StringComparer.Ordinal);
        foreach (var slot in config.Slots)
        {
            foreach (var (choice, index) in slot.Choose.Select(static (choice, index) => (choice, index)))
            {
                var path = $"Edge:Slots:{slot.Id}:Choose:{index}";
                Check(slot, path, choice.Fragment, choice.Text, choice.Remove, problems);
                foreach (var variant in experiments[choice.Experiment ?? ""].SelectMany(static experiment => experiment.Variants))
                {
                    Check(slot, $"Edge:Experiments:{choice.Experiment}:Variants:{variant.Name}", variant.Fragment, variant.Text, variant.Remove, problems);
                }
            }
        }
    }

    private static void Check(
        SlotDefinition slot, string path, string? fragment, string? text, bool remove, List<ConfigProblem> problems)
    {
        var attribute = SlotMarkups.AttributeOf(slot.Position);
        if (fragment is not null && (attribute is not null || slot.Position == "text"))
        {
            problems.Add(new ConfigProblem($"{path}:Fragment",
                $"The fragment '{fragment}' is markup, which the position '{slot.Position}' of slot '{slot.Id}' does not take; it takes 'Text' or 'Remove'."));
        }

        if (remove && attribute is null && slot.Position is not ("replace" or "inner" or "text"))
        {
            problems.Add(new ConfigProblem($"{path}:Remove",
                $"The position '{slot.Position}' of slot '{slot.Id}' holds nothing to remove; replace, inner, text and attribute:NAME do."));
        }

        if (attribute is not null && text is not null && SlotText.RefuseValue(attribute, text) is { } reason)
        {
            problems.Add(new ConfigProblem($"{path}:Text", $"The value '{text}' of the attribute '{attribute}' {reason}."));
        }
    }
}
