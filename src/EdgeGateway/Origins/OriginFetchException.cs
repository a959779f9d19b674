namespace EdgeGateway.Origins;

/// <summary>The origin gave no complete answer; the message names YARP's forwarder error.</summary>
internal sealed class OriginFetchException(string message, Exception? inner) : Exception(message, inner);
