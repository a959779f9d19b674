using System.Runtime.InteropServices;

namespace EdgeGateway.Inference.Tests.Models;

/// <summary>
/// A next-item graph over a table with two neighbours per item, written by hand: score(j) = popularity(j) + sum over the history
/// of weight * table(item, j); excluded rows get -1e9. Six items: item i is followed by i + 1 (0.6) and i + 2 (0.4).
/// </summary>
internal sealed class TinyGraph
{
    public const int Items = 6;
    public const int History = 4;
    public const int Exclude = 3;
    public const int Results = 5;

    private const int Real = 1;
    private const int Int32 = 6;
    private const int Int64 = 7;

    /// <summary>Scale of all table weights; NaN makes a sick model.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Name of the first output, to disagree with the manifest.</summary>
    public string FirstOutput { get; init; } = "items";

    /// <summary>Adds fields to the graph before it is closed.</summary>
    public Action<ProtobufText>? AddToGraph { get; init; }

    /// <summary>Adds fields to the model.</summary>
    public Action<ProtobufText>? AddToModel { get; init; }

    public static ProtobufText Tensor(string name, int type, long[] shape, byte[] raw)
    {
        var tensor = new ProtobufText();
        foreach (var dimension in shape)
        {
            tensor.Number(1, dimension);
        }

        return tensor.Number(2, type).Text(8, name).Bytes(9, raw);
    }

    public static ProtobufText Node(string operation, string[] inputs, string[] outputs, params ProtobufText[] attributes)
    {
        var node = new ProtobufText();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(4, operation);
        foreach (var attribute in attributes)
        {
            node.Message(5, attribute);
        }

        return node;
    }

    public byte[] ToArray()
    {
        var graph = new ProtobufText().Text(2, "tiny");
        Nodes(graph);
        Tables(graph);
        graph.Message(11, Value("hist_items", Int64, [1, History]));
        graph.Message(11, Value("hist_w", Real, [1, History]));
        graph.Message(11, Value("exclude", Int64, [Exclude]));
        graph.Message(12, Value(FirstOutput, Int64, [Results]));
        graph.Message(12, Value("scores", Real, [Results]));
        AddToGraph?.Invoke(graph);
        var model = new ProtobufText().Number(1, 8).Message(7, graph).Message(8, new ProtobufText().Text(1, "").Number(2, 17));
        AddToModel?.Invoke(model);
        return model.ToArray();
    }

    private void Nodes(ProtobufText graph) => graph
        .Message(1, Node("Gather", ["neighbours", "hist_items"], ["near"]))
        .Message(1, Node("Gather", ["weights", "hist_items"], ["near_w"]))
        .Message(1, Node("Reshape", ["hist_w", "column"], ["step_w"]))
        .Message(1, Node("Mul", ["near_w", "step_w"], ["parts"]))
        .Message(1, Node("Reshape", ["near", "flat"], ["rows"]))
        .Message(1, Node("Reshape", ["parts", "flat"], ["updates"]))
        .Message(1, Node("ScatterElements", ["base", "rows", "updates"], ["sums"], Add()))
        .Message(1, Node("ScatterElements", ["sums", "exclude", "never"], ["masked"], Add()))
        .Message(1, Node("TopK", ["masked", "k"], ["scores", FirstOutput]));

    private void Tables(ProtobufText graph)
    {
        var neighbours = new int[(Items + 1) * 2];
        var weights = new float[(Items + 1) * 2];
        var popularity = new float[Items + 1];
        for (var row = 1; row <= Items; row++)
        {
            neighbours[row * 2] = row % Items + 1;
            neighbours[row * 2 + 1] = (row + 1) % Items + 1;
            weights[row * 2] = 0.6f * Scale;
            weights[row * 2 + 1] = 0.4f * Scale;
            popularity[row] = 1e-6f * (Items - row);
        }

        popularity[0] = -1e9f;
        graph.Message(5, Tensor("neighbours", Int32, [Items + 1, 2], Raw<int>(neighbours)));
        graph.Message(5, Tensor("weights", Real, [Items + 1, 2], Raw<float>(weights)));
        graph.Message(5, Tensor("base", Real, [Items + 1], Raw<float>(popularity)));
        graph.Message(5, Tensor("never", Real, [Exclude], Raw<float>([-1e9f, -1e9f, -1e9f])));
        graph.Message(5, Tensor("column", Int64, [3], Raw<long>([1, History, 1])));
        graph.Message(5, Tensor("flat", Int64, [1], Raw<long>([History * 2])));
        graph.Message(5, Tensor("k", Int64, [1], Raw<long>([Results])));
    }

    private static ProtobufText Add() => new ProtobufText().Text(1, "reduction").Text(4, "add").Number(20, 3);

    private static ProtobufText Value(string name, int type, long[] shape)
    {
        var dimensions = new ProtobufText();
        foreach (var dimension in shape)
        {
            dimensions.Message(1, new ProtobufText().Number(1, dimension));
        }

        var tensor = new ProtobufText().Number(1, type).Message(2, dimensions);
        return new ProtobufText().Text(1, name).Message(2, new ProtobufText().Message(1, tensor));
    }

    private static byte[] Raw<T>(ReadOnlySpan<T> values) where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();
}
