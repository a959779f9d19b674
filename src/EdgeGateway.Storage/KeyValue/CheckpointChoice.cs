namespace EdgeGateway.Storage.KeyValue;

/// <summary>
/// Which checkpoint a store starts from: the newest that is whole; when none is, what can be read of the newest; when there
/// is nothing at all, none. The caller replays the journal from where the chosen one ends.
/// </summary>
internal sealed class CheckpointChoice
{
    private readonly StoreFolder _folder;
    private readonly string _directory;
    private readonly List<string> _problems = [];
    private readonly List<CheckpointManifest> _usable = [];

    private CheckpointChoice(StoreFolder folder, string directory)
    {
        _folder = folder;
        _directory = directory;
    }

    /// <summary>The chosen one; disposed by the caller.</summary>
    public CheckpointSurvey? Chosen { get; private set; }

    /// <summary>One sentence for each thing found wrong, newest first.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The chosen checkpoint and the older ones that are still there, newest first.</summary>
    public IReadOnlyList<CheckpointManifest> Usable => _usable;

    /// <summary>Looks at what is on disk.</summary>
    public static CheckpointChoice Make(StoreFolder folder, string directory)
    {
        var choice = new CheckpointChoice(folder, directory);
        choice.Load();
        choice.ChooseWhole();
        choice.ChooseBest();
        return choice;
    }

    private void Load()
    {
        foreach (var (number, generation, path) in _folder.Manifests())
        {
            var manifest = CheckpointManifest.Load(path);
            if (manifest is null || manifest.Number != number || manifest.Generation != generation)
            {
                _problems.Add($"The checkpoint '{path}' cannot be used: its content is damaged or foreign.");
            }
            else
            {
                _usable.Add(manifest);
            }
        }
    }

    private void ChooseWhole()
    {
        for (var i = 0; i < _usable.Count; i++)
        {
            var survey = CheckpointSurvey.Run(_folder, _usable[i]);
            if (survey.IsWhole)
            {
                Chosen = survey;
                _usable.RemoveRange(0, i);
                return;
            }

            _problems.Add(Describe(survey));
            survey.Dispose();
        }
    }

    private void ChooseBest()
    {
        if (Chosen is not null)
        {
            return;
        }

        if (_usable.Count > 0)
        {
            Chosen = CheckpointSurvey.Run(_folder, _usable[0]);
            _problems.Add($"No checkpoint of the store '{_directory}' is whole: what can be read of checkpoint"
                + $" '{Chosen.Manifest.Number}' is kept and '{Chosen.LostRecords}' records are lost.");
        }
        else if (_problems.Count > 0 || _folder.HadCheckpoints())
        {
            _problems.Add($"The store '{_directory}' has no checkpoint that can be used: it starts empty.");
        }
    }

    private string Describe(CheckpointSurvey survey)
    {
        var path = _folder.ManifestOf(survey.Manifest);
        return survey.HasBlockList
            ? $"The checkpoint '{path}' is damaged: '{survey.DamagedBlocks}' blocks of its log do not hold what was written"
                + $" and '{survey.LostRecords}' records cannot be read."
            : $"The checkpoint '{path}' is damaged: its list of block checksums is not what was written.";
    }
}
