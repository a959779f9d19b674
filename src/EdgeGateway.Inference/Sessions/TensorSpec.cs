using System.Text.Json.Serialization;

namespace EdgeGateway.Inference.Sessions;

/// <summary>Name, element type and fixed shape of one input or output.</summary>
/// <param name="Name">As in the graph.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions, all positive.</param>
public sealed record TensorSpec(string Name, TensorElementType Type, IReadOnlyList<int> Shape)
{
    /// <summary>Number of elements.</summary>
    [JsonIgnore]
    public int Count => Shape.Aggregate(1, static (a, b) => checked(a * b));

    /// <summary>Bytes of one element.</summary>
    [JsonIgnore]
    public int ElementBytes => Type == TensorElementType.Integer64 ? 8 : 4;

    /// <summary>Same name, type and shape.</summary>
    public bool Matches(TensorSpec other) => Name == other.Name && Type == other.Type && Shape.SequenceEqual(other.Shape);

    /// <summary>Such as <c>hist_items int64 [1,20]</c>.</summary>
    public override string ToString() => $"{Name} {TypeName} [{string.Join(',', Shape)}]";

    private string TypeName => Type switch
    {
        TensorElementType.Real32 => "float",
        TensorElementType.Integer32 => "int32",
        _ => "int64",
    };
}
