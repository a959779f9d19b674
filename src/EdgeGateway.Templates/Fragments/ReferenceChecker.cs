namespace EdgeGateway.Templates.Fragments;

/// <summary>Checks that templates name only templates that exist, and none that leads back to itself.</summary>
internal sealed class ReferenceChecker(
    IReadOnlyDictionary<string, TemplateSource> sources, ICollection<FragmentProblem> problems)
{
    public void Check()
    {
        foreach (var source in sources.Values)
        {
            foreach (var mustache in source.Mustaches.Where(m => m.Kind is MustacheKind.Partial or MustacheKind.Cards))
            {
                CheckReference(source, mustache);
            }
        }
    }

    /// <summary>The names of all values that a template and its partials use; not those of its cards.</summary>
    public static string[] ValueNames(TemplateSource source, IReadOnlyDictionary<string, TemplateSource> sources)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var pending = new Stack<TemplateSource>([source]);
        while (pending.TryPop(out var next))
        {
            names.UnionWith(next.Mustaches
                .Where(m => m.Kind is MustacheKind.Value or MustacheKind.BlockStart)
                .Select(m => m.Name));
            foreach (var partial in next.Partials)
            {
                pending.Push(sources[partial]);
            }
        }

        return [.. names];
    }

    private void CheckReference(TemplateSource source, Mustache mustache)
    {
        var what = mustache.Kind == MustacheKind.Cards ? "card template" : "partial";
        if (!sources.TryGetValue(mustache.Name, out var target))
        {
            problems.Add(
                new FragmentProblem(source.File, mustache.Line, $"The {what} '{mustache.Name}' is missing: there is no file "
                + $"'{mustache.Name}.hbs' in the folder."));
            return;
        }

        if (target.Cards is not null)
        {
            problems.Add(
                new FragmentProblem(source.File, mustache.Line, $"The {what} '{mustache.Name}' shows cards itself; only the "
                + "template that a slot names can."));
        }

        if (Reaches(target, source.Name))
        {
            problems.Add(
                new FragmentProblem(source.File, mustache.Line, $"The {what} '{mustache.Name}' leads back to '{source.Name}'."));
        }
    }

    private bool Reaches(TemplateSource from, string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>([from.Name]);
        while (pending.TryPop(out var next))
        {
            if (next == name)
            {
                return true;
            }

            if (seen.Add(next) && sources.TryGetValue(next, out var source))
            {
                foreach (var partial in source.Partials)
                {
                    pending.Push(partial);
                }
            }
        }

        return false;
    }
}
