using System.Collections.Frozen;
using System.Text;
using HandlebarsDotNet;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Templates.Fragments;

/// <summary>
/// All templates (<c>*.hbs</c>) of a folder, checked and compiled together. Immutable: a reload makes a new library, and
/// whoever holds the old one keeps serving from it when the new one is refused.
/// </summary>
public sealed class FragmentLibrary
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly FrozenDictionary<string, Fragment> _fragments;

    private FragmentLibrary(IEnumerable<Fragment> fragments) =>
        _fragments = fragments.ToFrozenDictionary(fragment => fragment.Name, StringComparer.Ordinal);

    /// <summary>A library without templates.</summary>
    public static FragmentLibrary Empty { get; } = new([]);

    /// <summary>The names of all templates.</summary>
    public IReadOnlyCollection<string> Names => _fragments.Keys;

    /// <summary>Loads a folder.</summary>
    /// <param name="directory">The folder; its subfolders are not read.</param>
    /// <param name="metrics">Counts what is rendered; may be null.</param>
    /// <param name="logger">Told what was loaded; may be null.</param>
    /// <exception cref="FragmentException">The folder is missing or a template in it is refused; holds every problem.</exception>
    public static FragmentLibrary Load(string directory, TemplatesMetrics? metrics = null, ILogger? logger = null)
    {
        var problems = new List<FragmentProblem>();
        var sources = ReadAll(directory, problems);
        foreach (var source in sources.Values)
        {
            new TemplateChecker(source, problems).Check();
        }

        new ReferenceChecker(sources, problems).Check();
        if (problems.Count > 0)
        {
            throw new FragmentException([.. problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)]);
        }

        var library = new FragmentLibrary(Compile(sources, metrics));
        if (logger is not null)
        {
            Log.FragmentsLoaded(logger, library._fragments.Count, directory);
        }

        return library;
    }

    /// <summary>The template of this name, or null.</summary>
    public Fragment? Find(string name) => _fragments.GetValueOrDefault(name);

    private static SortedDictionary<string, TemplateSource> ReadAll(string directory, List<FragmentProblem> problems)
    {
        var sources = new SortedDictionary<string, TemplateSource>(StringComparer.Ordinal);
        if (!Directory.Exists(directory))
        {
            problems.Add(new FragmentProblem(directory, 0, $"The folder '{directory}' does not exist."));
            return sources;
        }

        foreach (var path in Directory.EnumerateFiles(directory, "*.hbs"))
        {
            var file = Path.GetFileName(path);
            var name = Path.GetFileNameWithoutExtension(path);
            try
            {
                var text = File.ReadAllText(path, StrictUtf8).Replace(MarkupEncoder.CardsMark, '\uFFFD');
                sources[name] = new TemplateSource(name, file, text, new MustacheReader(file, text, problems).Read());
            }
            catch (DecoderFallbackException)
            {
                problems.Add(new FragmentProblem(file, 0, $"The file '{file}' is not UTF-8."));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                problems.Add(new FragmentProblem(file, 0, $"The file '{file}' cannot be read: {problem.Message}"));
            }
        }

        return sources;
    }

    private static List<Fragment> Compile(SortedDictionary<string, TemplateSource> sources, TemplatesMetrics? metrics)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new MarkupEncoder() });
        FragmentHelpers.Register(handlebars);
        foreach (var source in sources.Values)
        {
            handlebars.RegisterTemplate(source.Name, source.Text);
        }

        var problems = new List<FragmentProblem>();
        var fragments = new SortedDictionary<string, Fragment>(StringComparer.Ordinal);
        foreach (var source in sources.Values)
        {
            try
            {
                var names = ReferenceChecker.ValueNames(source, sources);
                fragments[source.Name] = new Fragment(source.Name, handlebars.Compile(source.Text), names, metrics);
            }
            catch (HandlebarsException problem)
            {
                problems.Add(new FragmentProblem(source.File, 0, $"The template cannot be compiled: {problem.Message}"));
            }
        }

        if (problems.Count > 0)
        {
            throw new FragmentException(problems);
        }

        foreach (var source in sources.Values.Where(source => source.Cards is not null))
        {
            fragments[source.Name].ShowCards(fragments[source.Cards!]);
        }

        return [.. fragments.Values];
    }
}
