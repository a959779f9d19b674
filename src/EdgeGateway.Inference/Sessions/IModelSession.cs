namespace EdgeGateway.Inference.Sessions;

/// <summary>
/// A loaded model that can be run: thread-safe, any number of bindings at once. Disposing it while bindings are rented is
/// allowed; native memory goes when the last is returned.
/// </summary>
public interface IModelSession : IDisposable
{
    /// <summary>What goes in, in graph order.</summary>
    IReadOnlyList<TensorSpec> Inputs { get; }

    /// <summary>What comes out, in graph order.</summary>
    IReadOnlyList<TensorSpec> Outputs { get; }

    /// <summary>A binding of the pool for one caller; give it back with <see cref="GiveBack"/>.</summary>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    IModelBinding Rent();

    /// <summary>Gives a binding back; its spans are dead after that.</summary>
    void GiveBack(IModelBinding binding);
}
