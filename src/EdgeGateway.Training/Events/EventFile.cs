namespace EdgeGateway.Training.Events;

/// <summary>What was read from a file of events.</summary>
/// <param name="Sessions">The usable events.</param>
/// <param name="Rows">Rows after the header.</param>
/// <param name="Ignored">Rows of types that say nothing about the next item, such as impressions.</param>
/// <param name="Unlisted">Rows of items that the catalogue lacks.</param>
/// <param name="Rejected">Rows that could not be read.</param>
/// <param name="Problems">The first of those.</param>
internal sealed record EventFile(
    SessionSet Sessions, int Rows, int Ignored, int Unlisted, int Rejected, IReadOnlyList<RowProblem> Problems)
{
    /// <summary>A file of which more than this share is bad is the wrong file.</summary>
    public const double MostRejected = 0.01;

    /// <summary>Few enough rows were rejected.</summary>
    public bool IsUsable => Rejected <= Rows * MostRejected;
}
