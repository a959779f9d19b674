using EdgeGateway.Inference.Sessions;

namespace EdgeGateway.Inference.Models;

/// <summary>
/// The graph interface of the task <c>next-item</c>: inputs <c>hist_items</c> int64 [1,H] (rows of the tables, newest first,
/// 0 = padding), <c>hist_w</c> float [1,H], <c>exclude</c> int64 [E] (0 = padding); outputs <c>items</c> int64 [K] and
/// <c>scores</c> float [K], best first. A score of -1e8 or less means "no item".
/// </summary>
internal static class NextItemContract
{
    public const string Task = "next-item";
    public const float NoItem = -1e8f;

    private const int MaxWidth = 1024;

    public static void Check(ModelManifest manifest)
    {
        if (manifest.Task != Task)
        {
            throw new ModelRefusedException($"'{ModelManifest.FileName}' has '{manifest.Task}' in 'task'; accepted is {Task}.");
        }

        CheckNames(manifest.Inputs, "inputs", ["hist_items int64 [1,H]", "hist_w float [1,H]", "exclude int64 [E]"]);
        CheckNames(manifest.Outputs, "outputs", ["items int64 [K]", "scores float [K]"]);
        if (manifest.Inputs[0].Count != manifest.Inputs[1].Count || manifest.Outputs[0].Count != manifest.Outputs[1].Count)
        {
            throw new ModelRefusedException(
                $"'{ModelManifest.FileName}' gives 'hist_items' and 'hist_w', or 'items' and 'scores', different lengths.");
        }
    }

    /// <summary>What the session really has must be what the manifest says.</summary>
    public static void CheckSession(ModelManifest manifest, IModelSession session)
    {
        Compare(manifest.Inputs, session.Inputs, "inputs");
        Compare(manifest.Outputs, session.Outputs, "outputs");
    }

    private static void Compare(IReadOnlyList<TensorSpec> stated, IReadOnlyList<TensorSpec> actual, string place)
    {
        if (stated.Count != actual.Count || !stated.Zip(actual).All(static pair => pair.First.Matches(pair.Second)))
        {
            throw new ModelRefusedException(
                $"The graph has {place} '{string.Join("; ", actual)}'; the manifest says '{string.Join("; ", stated)}'.");
        }
    }

    private static void CheckNames(IReadOnlyList<TensorSpec> tensors, string place, string[] accepted)
    {
        var fits = tensors.Count == accepted.Length;
        for (var i = 0; fits && i < accepted.Length; i++)
        {
            var letter = accepted[i][^2];
            var widest = tensors[i].Shape[^1];
            fits = widest <= MaxWidth && tensors[i].ToString() == accepted[i].Replace(letter.ToString(), widest.ToString(
                System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        if (!fits)
        {
            throw new ModelRefusedException(
                $"'{ModelManifest.FileName}' has {place} '{string.Join("; ", tensors)}'; the task {Task} "
                + $"accepts '{string.Join("; ", accepted)}' with lengths of 1 to {MaxWidth}.");
        }
    }
}
