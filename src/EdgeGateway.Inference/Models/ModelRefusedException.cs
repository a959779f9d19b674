namespace EdgeGateway.Inference.Models;

/// <summary>A model folder is not served; the message is one sentence that says why.</summary>
public sealed class ModelRefusedException : Exception
{
    /// <summary>Refuses for a reason of our own.</summary>
    public ModelRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Refuses because something below failed.</summary>
    public ModelRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
