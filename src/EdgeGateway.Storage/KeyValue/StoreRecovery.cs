namespace EdgeGateway.Storage.KeyValue;

/// <summary>What opening a store found.</summary>
/// <param name="AppliedAddress">Journal address whose effects the store holds; replay starts here. 0 for a fresh store.</param>
/// <param name="Records">Live records after recovery.</param>
/// <param name="Problems">One sentence for each checkpoint that was refused, newest first; empty when nothing was wrong.</param>
public sealed record StoreRecovery(long AppliedAddress, long Records, IReadOnlyList<string> Problems);
