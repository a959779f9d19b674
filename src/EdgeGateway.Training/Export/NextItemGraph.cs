using EdgeGateway.Inference.Sessions;
using EdgeGateway.Training.ItemToItem;
using EdgeGateway.Training.Onnx;

namespace EdgeGateway.Training.Export;

/// <summary>
/// The table as one ONNX graph with fixed shapes: gather the neighbours of the history, weigh them, add them up on top of the
/// popularity trace, push the excluded rows out of reach, take the best.
/// </summary>
internal sealed class NextItemGraph
{
    public const int MaxExclude = 32;
    private const int MaxResults = 50;

    /// <summary>A protobuf message cannot be longer.</summary>
    private const long MaxBytes = int.MaxValue;

    private NextItemGraph(byte[] bytes, GraphBuilder builder)
    {
        Bytes = bytes;
        Inputs = builder.Inputs;
        Outputs = builder.Outputs;
    }

    public byte[] Bytes { get; }

    public IReadOnlyList<TensorSpec> Inputs { get; }

    public IReadOnlyList<TensorSpec> Outputs { get; }

    public static int ResultsFor(int itemCount) => Math.Min(MaxResults, itemCount);

    /// <exception cref="ExportException">The tables do not fit into one file.</exception>
    public static NextItemGraph Create(ItemToItemTable table)
    {
        CheckSize(table.ItemCount, table.Width);
        var builder = new GraphBuilder("next-item");
        Declare(builder, table);
        Connect(builder);
        return new NextItemGraph(builder.ToArray(), builder);
    }

    /// <exception cref="ExportException">As for <see cref="Create"/>.</exception>
    internal static void CheckSize(int itemCount, int width)
    {
        var bytes = (itemCount + 1L) * (8L * width + 4);
        if (bytes > MaxBytes - (1 << 20))
        {
            throw new ExportException(
                $"The tables of {itemCount} items with {width} neighbours have {bytes} bytes; "
                + $"one file holds at most {MaxBytes}.");
        }
    }

    private static void Declare(GraphBuilder builder, ItemToItemTable table)
    {
        var rows = table.ItemCount + 1;
        var results = ResultsFor(table.ItemCount);
        builder.Input("hist_items", TensorElementType.Integer64, 1, TableSettings.HistorySteps);
        builder.Input("hist_w", TensorElementType.Real32, 1, TableSettings.HistorySteps);
        builder.Input("exclude", TensorElementType.Integer64, MaxExclude);
        builder.Output("items", TensorElementType.Integer64, results);
        builder.Output("scores", TensorElementType.Real32, results);
        builder.Constant("neighbours", table.Neighbours, rows, table.Width);
        builder.Constant("weights", table.Weights, rows, table.Width);
        builder.Constant("popularity", table.Base, rows);
        var never = new float[MaxExclude];
        Array.Fill(never, ItemToItemTable.Never);
        builder.Constant("never", never, MaxExclude);
        builder.Constant("one_weight_per_step", new long[] { 1, TableSettings.HistorySteps, 1 }, 3);
        builder.Constant("flat", new long[] { TableSettings.HistorySteps * table.Width }, 1);
        builder.Constant("results", new long[] { results }, 1);
    }

    private static void Connect(GraphBuilder builder)
    {
        builder.Node("Gather", "near", "neighbours", "hist_items");
        builder.Node("Gather", "near_weights", "weights", "hist_items");
        builder.Node("Reshape", "step_weights", "hist_w", "one_weight_per_step");
        builder.Node("Mul", "parts", "near_weights", "step_weights");
        builder.Node("Reshape", "near_rows", "near", "flat");
        builder.Node("Reshape", "near_parts", "parts", "flat");
        builder.ScatterAdd("sums", "popularity", "near_rows", "near_parts");
        builder.ScatterAdd("allowed", "sums", "exclude", "never");
        builder.TopK("scores", "items", "allowed", "results");
    }
}
