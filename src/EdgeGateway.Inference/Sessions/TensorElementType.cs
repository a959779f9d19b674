using System.Text.Json.Serialization;

namespace EdgeGateway.Inference.Sessions;

/// <summary>Element types that a model's inputs and outputs may have; the numbers are those of the ONNX format.</summary>
public enum TensorElementType
{
    /// <summary>32-bit float.</summary>
    [JsonStringEnumMemberName("float")]
    Real32 = 1,

    /// <summary>32-bit integer.</summary>
    [JsonStringEnumMemberName("int32")]
    Integer32 = 6,

    /// <summary>64-bit integer.</summary>
    [JsonStringEnumMemberName("int64")]
    Integer64 = 7,
}
