using System.Text;

namespace EdgeGateway.Inference.Models;

/// <summary>
/// Looks through the bytes of an ONNX file before the native parser sees them, and refuses what a served model never needs:
/// external data (the door to other files), subgraphs, local functions, training parts, operators of other domains, too many
/// nodes, tensors whose dimensions do not fit their bytes. Field numbers are those of onnx.proto. A field that occurs twice is
/// looked at twice, since parsers merge such fields.
/// </summary>
internal static class GraphScan
{
    private const int MaxNodes = 10_000;

    /// <summary>The reason to refuse, or null.</summary>
    public static string? FindFault(ReadOnlySpan<byte> model)
    {
        var nodes = 0;
        var graphs = 0;
        var fields = new ProtobufScanner(model);
        while (fields.Next())
        {
            var fault = fields.Field switch
            {
                7 when fields.IsBytes => ScanGraph(fields.Bytes, ref nodes, ref graphs),
                20 => "it has training information, which is not served",
                25 => "it has local functions, which are not accepted",
                _ => null,
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return fields.Failed ? "it is not a protobuf message" : graphs == 0 ? "it has no graph" : null;
    }

    private static string? ScanGraph(ReadOnlySpan<byte> graph, ref int nodes, ref int graphs)
    {
        graphs++;
        var fields = new ProtobufScanner(graph);
        while (fields.Next())
        {
            var fault = fields.Field switch
            {
                1 when fields.IsBytes => ++nodes > MaxNodes ? $"it has more than {MaxNodes} nodes" : ScanNode(fields.Bytes),
                5 when fields.IsBytes => ScanTensor(fields.Bytes),
                15 => "it has sparse tensors, which are not accepted",
                _ => null,
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return fields.Failed ? "its graph is broken" : null;
    }

    private static string? ScanNode(ReadOnlySpan<byte> node)
    {
        var fields = new ProtobufScanner(node);
        while (fields.Next())
        {
            if (fields.Field == 7 && fields.IsBytes && !IsStandardDomain(fields.Bytes))
            {
                var domain = Encoding.UTF8.GetString(fields.Bytes);
                return $"it uses an operator of domain '{domain}'; accepted are ai.onnx and ai.onnx.ml";
            }

            if (fields.Field == 5 && fields.IsBytes && ScanAttribute(fields.Bytes) is { } fault)
            {
                return fault;
            }
        }

        return fields.Failed ? "a node is broken" : null;
    }

    private static bool IsStandardDomain(ReadOnlySpan<byte> domain) =>
        domain.IsEmpty || domain.SequenceEqual("ai.onnx"u8) || domain.SequenceEqual("ai.onnx.ml"u8);

    private static string? ScanAttribute(ReadOnlySpan<byte> attribute)
    {
        var fields = new ProtobufScanner(attribute);
        while (fields.Next())
        {
            var fault = fields.Field switch
            {
                5 or 10 when fields.IsBytes => ScanTensor(fields.Bytes),
                6 or 11 => "it has a subgraph (Loop, If, Scan), which is not accepted",
                22 or 23 => "it has sparse tensors, which are not accepted",
                _ => null,
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return fields.Failed ? "an attribute is broken" : null;
    }

    private static string? ScanTensor(ReadOnlySpan<byte> tensor)
    {
        UInt128 elements = 1;
        var type = 0;
        var rawBytes = -1;
        var fields = new ProtobufScanner(tensor);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1 when !TryMultiply(ref elements, ref fields):
                    return "a tensor has an impossible dimension";
                case 2:
                    type = (int)Math.Min(fields.Number, 1000);
                    break;
                case 9 when fields.IsBytes:
                    rawBytes = fields.Bytes.Length;
                    break;
                case 13 or 14 when fields.IsBytes || fields.Number != 0:
                    return "a tensor keeps its data outside the file, which is not accepted";
            }
        }

        return fields.Failed ? "a tensor is broken"
            : rawBytes >= 0 && ElementBytes(type) is var size and > 0 && elements * (uint)size != (uint)rawBytes
                ? $"a tensor of {elements} elements has {rawBytes} bytes" : null;
    }

    private static bool TryMultiply(ref UInt128 elements, ref ProtobufScanner field)
    {
        if (!field.IsBytes)
        {
            return TryMultiply(ref elements, field.Number);
        }

        var packed = field.Bytes;
        while (!packed.IsEmpty)
        {
            if (!ProtobufScanner.TryVarint(ref packed, out var dimension) || !TryMultiply(ref elements, dimension))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryMultiply(ref UInt128 elements, ulong dimension)
    {
        elements *= dimension;
        return dimension <= int.MaxValue && elements <= int.MaxValue;
    }

    /// <summary>Bytes of one element of TensorProto.DataType; 0 for types that are not stored raw.</summary>
    private static int ElementBytes(int type) => type switch
    {
        2 or 3 or 9 => 1,
        4 or 5 or 10 or 16 => 2,
        1 or 6 or 12 => 4,
        7 or 11 or 13 or 14 => 8,
        15 => 16,
        _ => 0,
    };
}
