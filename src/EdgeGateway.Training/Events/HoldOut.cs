using System.Globalization;

namespace EdgeGateway.Training.Events;

/// <summary>Which sessions settings are learned from, and which they are judged by. Never by time inside a session.</summary>
internal sealed record HoldOut(int[] Training, int[] Validation, string Description)
{
    private const int FewestPredictions = 50;
    private const double DefaultFraction = 0.1;
    private const double SecondsPerDay = 86400;

    /// <summary>Reads <c>last-day</c> or a fraction such as <c>0.1</c>; false when it is neither.</summary>
    public static bool TryParse(string text, out double? fraction)
    {
        fraction = null;
        if (text == "last-day")
        {
            return true;
        }

        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        fraction = number;
        return isNumber && number is > 0 and <= 0.5;
    }

    /// <summary>
    /// With a null fraction, sessions that start on the last day (UTC) of the data; where that leaves too little on either side,
    /// and with a fraction, that share of the sessions that start last.
    /// </summary>
    public static HoldOut Create(SessionSet sessions, double? fraction)
    {
        if (fraction is null)
        {
            var lastDay = Math.Floor(sessions.Times.Max() / SecondsPerDay) * SecondsPerDay;
            var byDay = Split(sessions, session => sessions.FirstTimeOf(session) >= lastDay, "sessions of the last day");
            if (byDay.Validation.Sum(sessions.PredictionsOf) >= FewestPredictions
                && byDay.Training.Length >= byDay.Validation.Length)
            {
                return byDay;
            }
        }

        var share = fraction ?? DefaultFraction;
        var newest = Enumerable.Range(0, sessions.Count).OrderByDescending(sessions.FirstTimeOf)
            .Take((int)Math.Ceiling(sessions.Count * share)).ToHashSet();
        var description = string.Create(CultureInfo.InvariantCulture, $"the newest {share:P0} of the sessions");
        return Split(sessions, newest.Contains, description);
    }

    private static HoldOut Split(SessionSet sessions, Func<int, bool> isValidation, string description)
    {
        var parts = Enumerable.Range(0, sessions.Count).ToLookup(isValidation);
        return new HoldOut([.. parts[false]], [.. parts[true]], description);
    }
}
