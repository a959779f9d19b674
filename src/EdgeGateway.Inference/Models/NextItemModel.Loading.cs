using EdgeGateway.Inference.Sessions;

namespace EdgeGateway.Inference.Models;

/// <summary>From a folder to a model that may serve: every check comes before the step it protects.</summary>
public sealed partial class NextItemModel
{
    /// <summary>
    /// Loads <c>models/NAME/VERSION</c>. 1. The manifest is read strictly. 2. Sizes and hashes of all files are checked. 3. The
    /// graph's bytes are scanned for what is not accepted. 4. The native library makes a session from those bytes. 5. Its inputs
    /// and outputs must be those of the manifest. 6. It must reproduce the golden cases.
    /// </summary>
    /// <param name="runtime">The native library.</param>
    /// <param name="versionFolder">The folder of the version.</param>
    /// <param name="limits">Null for the defaults.</param>
    /// <param name="metrics">Null counts nothing.</param>
    /// <exception cref="ModelRefusedException">A check failed; the message is one sentence.</exception>
    public static NextItemModel Load(
        OnnxRuntime runtime, string versionFolder, ModelLimits? limits = null, InferenceMetrics? metrics = null)
    {
        var folder = ModelFolder.Read(versionFolder, limits ?? ModelLimits.Default);
        var manifest = folder.Manifest;
        NextItemContract.Check(manifest);
        var golden = ModelJson.Read<GoldenFile>(folder.Take(ModelManifest.GoldenFileName), ModelManifest.GoldenFileName);
        var vocabulary = ItemVocabulary.Read(folder.Take(manifest.Vocabulary), manifest.Vocabulary, manifest.ItemCount);
        var session = CreateSession(runtime, folder.Take(ModelManifest.ModelFileName));
        try
        {
            NextItemContract.CheckSession(manifest, session);
            GoldenCheck.Run(session, golden);
            return new NextItemModel(folder, vocabulary, session, metrics);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static IModelSession CreateSession(OnnxRuntime runtime, byte[] model)
    {
        if (GraphScan.FindFault(model) is { } fault)
        {
            throw new ModelRefusedException($"'{ModelManifest.ModelFileName}' is refused: {fault}.");
        }

        try
        {
            return runtime.CreateSession(model);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelRefusedException(
                $"'{ModelManifest.ModelFileName}' is refused by ONNX Runtime: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
