using EdgeGateway.Decisions.Fallbacks;
using EdgeGateway.Decisions.Slots;
using EdgeGateway.Inference.Models;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Decisions.Recommendations;

/// <content>The rungs of a model: its scores of this view, and those it gave before.</content>
internal sealed partial class Recommender
{
    private FallbackReason TryCached(ref RowAttempt attempt, ref RowBuilder row)
    {
        try
        {
            attempt.Cached = cache.Find(attempt.Key);
        }
        catch (Exception exception)
        {
            failures.Write(Failure.Cache, attempt.Slot.Id, exception);
            return FallbackReason.StoreError;
        }

        if (attempt.Cached is { } cached && attempt.Model is { } model && cached.IsFor(attempt.Revision, model.Version))
        {
            OfferCached(cached, ref attempt, ref row);
            attempt.Scored = true;
        }

        return FallbackReason.None;
    }

    private static FallbackReason TryCachedBefore(ref RowAttempt attempt, ref RowBuilder row)
    {
        OfferCached(attempt.Cached!, ref attempt, ref row);
        return ReasonOf(row);
    }

    private static void OfferCached(CachedRow cached, ref RowAttempt attempt, ref RowBuilder row)
    {
        var before = row.Count;
        OfferAll(cached.Items, attempt, ref row);
        attempt.ScoredVersion = row.Count > before ? cached.ModelVersion : attempt.ScoredVersion;
    }

    private FallbackReason TryModel(in DecisionInput input, ref RowAttempt attempt, ref RowBuilder row, ItemCatalogue catalogue)
    {
        if (attempt.Model is not { } model)
        {
            return FallbackReason.NoModel;
        }

        Span<ScoredItem> best = stackalloc ScoredItem[Math.Min(model.MaxResults, attempt.Recommend.Candidates)];
        var count = Score(model, input.Profile, attempt.Recommend, row.PageItem, best);
        if (count < 0)
        {
            return FallbackReason.NoProfile;
        }

        if (!AreFinite(best[..count]))
        {
            return FallbackReason.ModelError;
        }

        attempt.Scored = true;
        OfferScored(best[..count], model, ref attempt, ref row, catalogue);
        return ReasonOf(row);
    }

    /// <summary>
    /// Scores the history, which begins with the page's item: the visitor looks at it now. -1 when there is none.
    /// </summary>
    private static int Score(
        INextItemModel model, in ProfileView profile, RecommendModel recommend, CatalogueItem? pageItem, Span<ScoredItem> best)
    {
        Span<int> history = stackalloc int[Math.Min(model.MaxHistory, MaxHistory)];
        Span<EventType> types = stackalloc EventType[history.Length];
        Span<int> exclude = stackalloc int[RowBuilder.MaxExcluded + 1];
        var (steps, excluded) = (0, 0);
        if (pageItem is not null && model.TryGetIndex(pageItem.Id, out var pageIndex))
        {
            history[steps] = pageIndex;
            types[steps++] = EventType.View;
            exclude[excluded++] = pageIndex;
        }

        // Scores of similar items are shared by all visitors: nothing of this one may enter them.
        var events = recommend.IsPersonal ? profile.Events : default;
        var isNewest = true;
        foreach (var entry in events)
        {
            if (!entry.IsItemHistory || !model.TryGetIndex(entry.Item, out var index))
            {
                continue;
            }

            // The view of this very page may be in the profile already, after a reload.
            var isThisView = isNewest && steps == 1 && excluded == 1 && index == history[0] && entry.Type == EventType.View;
            isNewest = false;
            if (!isThisView && steps < history.Length)
            {
                history[steps] = index;
                types[steps++] = entry.Type;
            }

            if (recommend.Excludes(entry) && excluded < exclude.Length)
            {
                exclude[excluded++] = index;
            }
        }

        return steps == 0 ? -1 : model.Score(history[..steps], types[..steps], exclude[..excluded], best);
    }

    private void OfferScored(
        scoped ReadOnlySpan<ScoredItem> best, INextItemModel model, ref RowAttempt attempt, ref RowBuilder row,
        ItemCatalogue catalogue)
    {
        var kept = attempt.Key.IsEmpty ? null : new CatalogueItem[best.Length];
        var keptCount = 0;
        foreach (var scored in best)
        {
            var id = model.ItemAt(scored.Index);
            var item = catalogue.Find(id);
            var refusal = item is null ? ItemRefusal.NotInCatalogue : row.Offer(item);
            attempt.Recorder?.Candidate(id, scored.Score, refusal);
            if (kept is not null && item is not null && IsKept(refusal, attempt))
            {
                kept[keptCount++] = item;
            }
        }

        attempt.ScoredVersion = row.Count > 0 ? model.Version : attempt.ScoredVersion;
        if (keptCount > 0)
        {
            Store(new CachedRow(kept.AsSpan(0, keptCount).ToArray(), attempt.Revision, model.Version), model, attempt);
        }
    }

    // What is out of stock or shown elsewhere today may fit tomorrow; what a visitor bought only counts in his own row.
    private static bool IsKept(ItemRefusal refusal, in RowAttempt attempt) => refusal switch
    {
        ItemRefusal.PageItem or ItemRefusal.NotInCatalogue or ItemRefusal.AlreadyInRow => false,
        ItemRefusal.BoughtOrSeen => attempt.Owner.IsNone,
        _ => true,
    };

    private void Store(CachedRow cached, INextItemModel model, in RowAttempt attempt)
    {
        try
        {
            cache.Store(attempt.Key, cached, attempt.Recommend.Cache, attempt.Owner, model.Name);
        }
        catch (Exception exception)
        {
            failures.Write(Failure.Cache, attempt.Slot.Id, exception);
        }
    }

    private static bool AreFinite(ReadOnlySpan<ScoredItem> items)
    {
        foreach (var item in items)
        {
            if (!float.IsFinite(item.Score))
            {
                return false;
            }
        }

        return true;
    }
}
