using EdgeGateway.Training.Events;

namespace EdgeGateway.Training.Evaluation;

/// <summary>One question: what comes after the first <paramref name="Length"/> events of a session?</summary>
internal readonly record struct Prediction(int Session, int Length)
{
    /// <summary>
    /// Every prefix of length 1 and more of the given sessions, in order; when they are more than <paramref name="most"/>, a
    /// sample that depends on nothing but the seed.
    /// </summary>
    public static Prediction[] Of(SessionSet sessions, ReadOnlySpan<int> part, int most, int seed)
    {
        var all = new List<Prediction>();
        foreach (var session in part)
        {
            for (var length = 1; length <= sessions.PredictionsOf(session); length++)
            {
                all.Add(new Prediction(session, length));
            }
        }

        if (all.Count <= most)
        {
            return [.. all];
        }

        // The sample need not be unpredictable, only the same for the same seed.
#pragma warning disable CA5394
        var random = new Random(seed);
        return [.. random.GetItems(all.ToArray(), most)];
#pragma warning restore CA5394
    }

    public ReadOnlySpan<int> PrefixIn(SessionSet sessions) => sessions.ItemsOf(Session)[..Length];

    public int TargetIn(SessionSet sessions) => sessions.ItemsOf(Session)[Length];
}
