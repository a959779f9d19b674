using System.Globalization;

namespace EdgeGateway.Replay;

/// <summary>What a replay did.</summary>
/// <param name="Sessions">Sessions sent.</param>
/// <param name="Events">Events acknowledged.</param>
/// <param name="Retries">Requests sent again because no answer came.</param>
/// <param name="Duration">From the first request to the last acknowledgement, without the comparison.</param>
/// <param name="Mismatches">One sentence for each visitor whose stored events are not those of the session.</param>
internal sealed record ReplayReport(int Sessions, long Events, long Retries, TimeSpan Duration, IReadOnlyList<string> Mismatches)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Sessions} sessions, {Events} events acknowledged in {Duration.TotalSeconds:0.0} s ({Events / Duration.TotalSeconds:0} a second), "
        + $"{Retries} retries, {Mismatches.Count} mismatches.")
        + string.Concat(Mismatches.Take(10).Select(mismatch => $"{Environment.NewLine}  {mismatch}"));
}
