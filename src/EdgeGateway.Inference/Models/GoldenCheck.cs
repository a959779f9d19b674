using System.Globalization;
using System.Runtime.InteropServices;
using EdgeGateway.Inference.Sessions;

namespace EdgeGateway.Inference.Models;

/// <summary>
/// Runs every golden case and compares; a model that does not reproduce them is not the model that was measured.
/// </summary>
internal static class GoldenCheck
{
    private const int MaxCases = 1000;

    public static void Run(IModelSession session, GoldenFile golden)
    {
        if (golden.SchemaVersion != ModelManifest.CurrentSchemaVersion)
        {
            throw Refused($"has '{golden.SchemaVersion}' in 'schemaVersion'; accepted is {ModelManifest.CurrentSchemaVersion}");
        }

        if (golden.Tolerance is not (> 0 and <= 0.01))
        {
            throw Refused(Text($"has '{golden.Tolerance}' in 'tolerance'; accepted is more than 0 and at most 0.01"));
        }

        if (golden.Cases.Count is < 1 or > MaxCases)
        {
            throw Refused($"has '{golden.Cases.Count}' cases; accepted are 1 to {MaxCases}");
        }

        var binding = session.Rent();
        try
        {
            for (var i = 0; i < golden.Cases.Count; i++)
            {
                RunCase(session, binding, golden, i);
            }
        }
        finally
        {
            session.GiveBack(binding);
        }
    }

    private static void RunCase(IModelSession session, IModelBinding binding, GoldenFile golden, int index)
    {
        for (var i = 0; i < session.Inputs.Count; i++)
        {
            Fill(binding.Input(i), session.Inputs[i], ValuesOf(golden.Cases[index].Inputs, session.Inputs[i], index));
        }

        try
        {
            binding.Run();
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelRefusedException($"The model failed on golden case {index + 1}: {e.Message.TrimEnd('.')}.", e);
        }

        for (var i = 0; i < session.Outputs.Count; i++)
        {
            var output = session.Outputs[i];
            Compare(binding.Output(i), output, ValuesOf(golden.Cases[index].Outputs, output, index), golden.Tolerance, index);
        }
    }

    private static IReadOnlyList<double> ValuesOf(
        IReadOnlyDictionary<string, IReadOnlyList<double>> values, TensorSpec tensor, int index) =>
        values.TryGetValue(tensor.Name, out var list) && list.Count == tensor.Count
            ? list
            : throw Refused($"has {list?.Count ?? 0} values for '{tensor.Name}' in case {index + 1}; "
                + $"accepted are {tensor.Count}");

    private static void Fill(Span<byte> bytes, TensorSpec tensor, IReadOnlyList<double> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            switch (tensor.Type)
            {
                case TensorElementType.Real32:
                    MemoryMarshal.Cast<byte, float>(bytes)[i] = (float)values[i];
                    break;
                case TensorElementType.Integer32:
                    MemoryMarshal.Cast<byte, int>(bytes)[i] = (int)values[i];
                    break;
                default:
                    MemoryMarshal.Cast<byte, long>(bytes)[i] = (long)values[i];
                    break;
            }
        }
    }

    private static void Compare(
        ReadOnlySpan<byte> bytes, TensorSpec tensor, IReadOnlyList<double> expected, double tolerance, int index)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            var actual = ValueAt(bytes, tensor.Type, i);
            var allowed = tensor.Type == TensorElementType.Real32 ? tolerance * Math.Max(1, Math.Abs(expected[i])) : 0;

            // Written so that NaN fails.
            if (!(Math.Abs(actual - expected[i]) <= allowed))
            {
                var place = $"'{tensor.Name}[{i}]' of golden case {index + 1}";
                throw new ModelRefusedException(Text($"The model gives '{actual}' at {place}; '{expected[i]}' was recorded."));
            }
        }
    }

    private static double ValueAt(ReadOnlySpan<byte> bytes, TensorElementType type, int index) => type switch
    {
        TensorElementType.Real32 => MemoryMarshal.Cast<byte, float>(bytes)[index],
        TensorElementType.Integer32 => MemoryMarshal.Cast<byte, int>(bytes)[index],
        _ => MemoryMarshal.Cast<byte, long>(bytes)[index],
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static ModelRefusedException Refused(string fault) => new($"'{ModelManifest.GoldenFileName}' {fault}.");
}
