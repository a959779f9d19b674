namespace EdgeGateway.Visitors.Profiles;

/// <summary>The parts of a profile that can answer for a window of time.</summary>
internal enum ProfilePart
{
    Nothing,
    Ring,
    Totals,
    Hours,
    Days,
}
