namespace EdgeGateway.Inference.Sessions;

/// <summary>
/// Native memory for every input and output of one run. One caller at a time; inputs keep their values between runs.
/// </summary>
public interface IModelBinding
{
    /// <summary>The bytes of an input, to be written before <see cref="Run"/>.</summary>
    Span<byte> Input(int index);

    /// <summary>The bytes of an output, valid after <see cref="Run"/>.</summary>
    ReadOnlySpan<byte> Output(int index);

    /// <summary>Runs the model on the calling thread; allocates nothing managed.</summary>
    /// <exception cref="OnnxRuntimeException">The library failed.</exception>
    void Run();
}
