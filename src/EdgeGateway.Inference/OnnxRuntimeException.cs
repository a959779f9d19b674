namespace EdgeGateway.Inference;

/// <summary>The native library refused a call; the message is its own text.</summary>
public sealed class OnnxRuntimeException(string message) : Exception(message);
