namespace EdgeGateway.Training.Export;

/// <summary>A model cannot be written; the message is one sentence that says why.</summary>
internal sealed class ExportException(string message) : Exception(message);
