using System.Collections.Frozen;
using EdgeGateway.Inference.Models;

namespace EdgeGateway.Inference.Registry;

/// <summary>Reading the models folder and swapping the set.</summary>
public sealed partial class ModelRegistry
{
    /// <summary>
    /// Looks at the folder again. Blocks for the time models take to load; requests keep using the old set meanwhile.
    /// </summary>
    public void Reload()
    {
        lock (_reloading)
        {
            var before = _current.Models;
            var problems = new List<ModelProblem>();
            var models = new Dictionary<string, ServedModel>(StringComparer.Ordinal);
            foreach (var folder in FoldersOf(_options.Directory))
            {
                var name = Path.GetFileName(folder);
                if (Choose(folder, before.GetValueOrDefault(name), problems) is { } served)
                {
                    models.Add(name, served);
                }
            }

            _current = new Snapshot(models.ToFrozenDictionary(StringComparer.Ordinal), problems);
            foreach (var (name, old) in before)
            {
                if (!models.TryGetValue(name, out var now) || !ReferenceEquals(now.Model, old.Model))
                {
                    Retire(old.Model);
                }
            }
        }
    }

    /// <summary>The newest version that is accepted; the one that serves now is kept as it is when its turn comes.</summary>
    private ServedModel? Choose(string folder, ServedModel? serving, List<ModelProblem> problems)
    {
        var name = Path.GetFileName(folder);
        var servingSeen = false;
        foreach (var version in FoldersOf(folder).OrderByDescending(static path => Path.GetFileName(path), VersionOrder.Instance))
        {
            var written = File.GetLastWriteTimeUtc(Path.Combine(version, ModelManifest.FileName));
            var isServing = serving is not null && serving.Model.Version == Path.GetFileName(version);
            servingSeen |= isServing;
            if (isServing && serving!.ManifestWritten == written)
            {
                return serving;
            }

            if (TryLoad(name, version, problems) is { } loaded)
            {
                return new ServedModel(loaded, written);
            }

            if (isServing)
            {
                // The files of the serving version were damaged: what is in memory is still what was checked.
                return serving;
            }
        }

        return servingSeen ? serving : null;
    }

    private NextItemModel? TryLoad(string name, string folder, List<ModelProblem> problems)
    {
        var version = Path.GetFileName(folder);
        if (_runtime is null)
        {
            problems.Add(new ModelProblem(name, version, Report));
            return null;
        }

        try
        {
            var model = NextItemModel.Load(_runtime, folder, _options.Limits, _metrics);
            _metrics?.Loaded(name);
            Log.ModelServes(_logger, name, version, model.ItemCount);
            return model;
        }
        catch (ModelRefusedException e)
        {
            problems.Add(new ModelProblem(name, version, e.Message));
            _metrics?.Refused(name);
            Log.ModelRefused(_logger, name, version, e.Message);
            return null;
        }
    }

    /// <summary>Requests that hold the old model finish in peace; the timer disposes it later.</summary>
    private void Retire(NextItemModel model)
    {
        Log.ModelRetired(_logger, model.Name, model.Version);
        var retired = new RetiredModel(model);
        _retired.Add(retired);
        retired.Start(_time, _options.RetireAfter, Forget);
    }

    private void Forget(RetiredModel retired)
    {
        lock (_reloading)
        {
            _retired.Remove(retired);
        }
    }

    private static string[] FoldersOf(string folder) =>
        Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder).Where(static path => Path.GetFileName(path)[0] != '.')
                .Order(StringComparer.Ordinal)]
            : [];
}
