using System.Runtime.InteropServices;
using EdgeGateway.Inference.Sessions;
using EdgeGateway.Training.Onnx.Format;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace EdgeGateway.Training.Onnx;

/// <summary>Puts an ONNX graph together, node by node, in the order in which it runs. Opset 17, IR version 8.</summary>
internal sealed class GraphBuilder(string name)
{
    private const int OperatorSetVersion = 17;
    private const int FormatVersion = 8;

    private readonly Graph _graph = new() { Name = name };

    public List<TensorSpec> Inputs { get; } = [];

    public List<TensorSpec> Outputs { get; } = [];

    public string Input(string name, TensorElementType type, params int[] shape) =>
        Declare(_graph.Input, Inputs, name, type, shape);

    public void Output(string name, TensorElementType type, params int[] shape) =>
        Declare(_graph.Output, Outputs, name, type, shape);

    /// <summary>A constant tensor.</summary>
    public string Constant<T>(string name, T[] values, params int[] shape) where T : unmanaged
    {
        var tensor = new Tensor { Name = name, DataType = (int)ElementTypeOf<T>() };
        tensor.Dims.AddRange(shape.Select(static dimension => (long)dimension));
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));
        _graph.Initializer.Add(tensor);
        return name;
    }

    public string Node(string operation, string output, params string[] inputs)
    {
        AddNode(operation, [output], inputs);
        return output;
    }

    /// <summary>Adds updates to the elements of a vector at the given positions; a position may occur more than once.</summary>
    public string ScatterAdd(string output, string data, string positions, string updates)
    {
        var node = AddNode("ScatterElements", [output], [data, positions, updates]);
        node.Attribute.Add(new Format.Attribute { Name = "axis", I = 0, Type = Format.Attribute.Types.Type.Int });
        node.Attribute.Add(new Format.Attribute
        {
            Name = "reduction",
            S = ByteString.CopyFromUtf8("add"),
            Type = Format.Attribute.Types.Type.String,
        });
        return output;
    }

    public void TopK(string values, string positions, string data, string count) =>
        AddNode("TopK", [values, positions], [data, count]);

    public byte[] ToArray()
    {
        var model = new Model { IrVersion = FormatVersion, ProducerName = "edge-gateway", Graph = _graph };
        model.OpsetImport.Add(new OperatorSet { Domain = "", Version = OperatorSetVersion });
        return model.ToByteArray();
    }

    private Node AddNode(string operation, string[] outputs, string[] inputs)
    {
        var node = new Node { OpType = operation, Name = outputs[0] };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        _graph.Node.Add(node);
        return node;
    }

    private static string Declare(
        RepeatedField<ValueInfo> values, List<TensorSpec> tensors, string name, TensorElementType type, int[] shape)
    {
        var dimensions = new Shape();
        dimensions.Dim.AddRange(shape.Select(static dimension => new Dimension { DimValue = dimension }));
        values.Add(new ValueInfo
        {
            Name = name,
            Type = new TypeInfo { TensorType = new TensorType { ElemType = (int)type, Shape = dimensions } },
        });
        tensors.Add(new TensorSpec(name, type, shape));
        return name;
    }

    private static TensorElementType ElementTypeOf<T>() => typeof(T) == typeof(float) ? TensorElementType.Real32
        : typeof(T) == typeof(int) ? TensorElementType.Integer32
        : typeof(T) == typeof(long) ? TensorElementType.Integer64
        : throw new NotSupportedException($"No tensor of '{typeof(T).Name}'.");
}
