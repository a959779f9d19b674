namespace EdgeGateway.Training.Events;

/// <summary>A file cannot be used; the message is one sentence that says why.</summary>
internal sealed class EventFileException(string message) : Exception(message);
