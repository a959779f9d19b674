namespace EdgeGateway.Benchmarks.Fuzzing;

/// <summary>Something that must hold for any page.</summary>
internal interface IPageCheck
{
    /// <summary>Slots found so far: a run that finds none proves nothing.</summary>
    long Found { get; }

    long Bytes { get; }

    /// <summary>What is wrong with these bytes; null when nothing is.</summary>
    string? Run(byte[] html);
}
