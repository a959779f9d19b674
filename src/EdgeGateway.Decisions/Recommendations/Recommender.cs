using EdgeGateway.Decisions.Catalogue;
using EdgeGateway.Decisions.Fallbacks;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Ids;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Decisions.Recommendations;

/// <summary>
/// Fills a row of items: tries the rungs of its ladder in order until the row is full or the slot is late. Input is the view of
/// one visitor, output the items in the decision's buffer. Synchronous; thread-safe; allocates only when scores are stored.
/// </summary>
internal sealed partial class Recommender(
    INextItemModels models,
    DecisionCache cache,
    RankingIndexes rankings,
    ICatalogueSource catalogues,
    FailureLog failures,
    DecisionsMetrics? metrics)
{
    private const int MaxHistory = 64;

    public RowResult Fill(
        in DecisionInput input, SlotModel slot, RecommendModel recommend, SlotClock clock, Span<CatalogueItem> items,
        DecisionRecorder? recorder)
    {
        var profile = input.Profile;
        var owner = recommend.IsPersonal && !profile.IsEmpty ? input.Visitor : VisitorId.None;
        var catalogue = input.Page.CatalogueOf(catalogues);
        Span<int> excluded = stackalloc int[RowBuilder.MaxExcluded];

        // What a visitor looked at is a list of facts: it is whole even where another row shows one of its items.
        var shown = recommend.List == RecommendationList.RecentlyViewed ? default : input.Page.Shown;
        var row = new RowBuilder(items[..recommend.Count], catalogue, input.Rule.PageItem, shown, excluded);
        Span<char> key = stackalloc char[DecisionKey.MaxLength];
        var attempt = new RowAttempt
        {
            Slot = slot,
            Recommend = recommend,
            Clock = clock,
            Model = recommend.Model is { } name ? models.Find(name) : null,
            Owner = owner,
            Revision = owner.IsNone ? 0 : profile.ItemRevision,
            Recorder = recorder,
            Key = recommend.IsCached ? DecisionKey.Write(key, recommend.Key, owner, row.PageItem) : default,
        };
        return Climb(input, ref attempt, ref row, catalogue);
    }

    private RowResult Climb(in DecisionInput input, ref RowAttempt attempt, ref RowBuilder row, ItemCatalogue catalogue)
    {
        var source = DecisionSource.Fallback;
        var failed = FallbackReason.None;
        foreach (var rung in FallbackLadder.For(attempt.Recommend.List))
        {
            if (row.IsFull || attempt.Clock.IsLate)
            {
                break;
            }

            if (IsPointless(rung, attempt))
            {
                continue;
            }

            var before = row.Count;
            attempt.Recorder?.BeginRung(rung);
            var reason = attempt.Clock.StartedLate && FallbackLadder.NeedsModel(rung)
                ? FallbackReason.Deadline
                : TrySafely(rung, input, ref attempt, ref row, catalogue);
            Note(rung, attempt, reason, row.Count - before);
            if (before == 0 && row.Count > 0)
            {
                source = FallbackLadder.SourceOf(rung);
            }

            failed = failed == FallbackReason.None && row.Count == 0 ? reason : failed;
        }

        return row.Count >= attempt.Recommend.Minimum
            ? new RowResult(
                row.Count, source, failed, attempt.ScoredVersion is null ? null : attempt.Recommend.Model, attempt.ScoredVersion)
            : new RowResult(
                0, DecisionSource.Fallback, failed == FallbackReason.None ? FallbackReason.NoCandidates : failed, null, null);
    }

    private FallbackReason TrySafely(
        Rung rung, in DecisionInput input, ref RowAttempt attempt, ref RowBuilder row, ItemCatalogue catalogue)
    {
        try
        {
            return Try(rung, input, ref attempt, ref row, catalogue);
        }
        catch (Exception exception)
        {
            failures.Write(rung == Rung.Model ? Failure.Model : Failure.Step, attempt.Slot.Id, exception);
            return rung == Rung.Model ? FallbackReason.ModelError : FallbackReason.StepError;
        }
    }

    private FallbackReason Try(
        Rung rung, in DecisionInput input, ref RowAttempt attempt, ref RowBuilder row, ItemCatalogue catalogue)
    {
        // Cached scores of this very visitor and history were filtered before they were stored.
        if (rung != Rung.Cached || attempt.Owner.IsNone)
        {
            row.Exclude(input.Profile, attempt.Recommend);
        }

        return rung switch
        {
            Rung.Cached => TryCached(ref attempt, ref row),
            Rung.Model => TryModel(input, ref attempt, ref row, catalogue),
            Rung.CachedBefore => TryCachedBefore(ref attempt, ref row),
            Rung.Category => TryCategory(input, attempt, ref row, catalogue),
            Rung.RecentlyViewed => TryRecentlyViewed(input, attempt, ref row, catalogue),
            Rung.Trending => TryTrending(attempt, ref row, catalogue),
            Rung.Popular => TryPopular(attempt, ref row, catalogue),
            _ => throw new ArgumentOutOfRangeException(nameof(rung), rung, "No such rung of a row."),
        };
    }

    private static bool IsPointless(Rung rung, in RowAttempt attempt) => rung switch
    {
        Rung.Cached => attempt.Key.IsEmpty,
        Rung.Model => attempt.Scored,
        Rung.CachedBefore => attempt.Scored || attempt.Cached is null,
        _ => false,
    };

    private void Note(Rung rung, in RowAttempt attempt, FallbackReason reason, int added)
    {
        var outcome = added > 0 ? "answered" : reason == FallbackReason.None ? "miss" : reason.ToText();
        metrics?.Tried(attempt.Slot.Id, rung, outcome);
        attempt.Recorder?.EndRung(outcome);
    }
}
