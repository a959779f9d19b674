using EdgeGateway.Decisions.Slots;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Events;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Decisions.Recommendations;

/// <content>The rungs that need no model: lists that lie ready in memory, and the visitor's own history.</content>
internal sealed partial class Recommender
{
    private FallbackReason TryTrending(in RowAttempt attempt, ref RowBuilder row, ItemCatalogue catalogue)
    {
        OfferAll(rankings.For(catalogue).Trending.Items, attempt, ref row);
        return ReasonOf(row);
    }

    private FallbackReason TryPopular(in RowAttempt attempt, ref RowBuilder row, ItemCatalogue catalogue)
    {
        var index = rankings.For(catalogue);
        OfferAll(index.Popular.Items, attempt, ref row);
        OfferAll(index.Unranked.Items, attempt, ref row);
        return ReasonOf(row);
    }

    private FallbackReason TryCategory(in DecisionInput input, in RowAttempt attempt, ref RowBuilder row, ItemCatalogue catalogue)
    {
        var category = row.PageItem?.Category;
        if (string.IsNullOrEmpty(category))
        {
            // A row of similar items is about the page's item; the visitor's taste is no substitute.
            category = attempt.Recommend.List == RecommendationList.Similar ? null : MostViewedCategory(input.Profile, catalogue);
        }

        if (category is null)
        {
            return input.Profile.IsEmpty ? FallbackReason.NoProfile : FallbackReason.NoCandidates;
        }

        var index = rankings.For(catalogue);
        OfferAll(index.Popular.InCategory(category), attempt, ref row);
        OfferAll(index.Unranked.InCategory(category), attempt, ref row);
        return ReasonOf(row);
    }

    private static FallbackReason TryRecentlyViewed(
        in DecisionInput input, in RowAttempt attempt, ref RowBuilder row, ItemCatalogue catalogue)
    {
        var profile = input.Profile;
        if (profile.IsEmpty)
        {
            return FallbackReason.NoProfile;
        }

        foreach (var entry in profile.Events)
        {
            if (row.IsFull)
            {
                break;
            }

            if (entry.Type == EventType.View && !entry.Item.IsEmpty && catalogue.Find(entry.Item) is { } item)
            {
                var refusal = row.Offer(item);
                attempt.Recorder?.Candidate(item.Id, null, refusal);
            }
        }

        return ReasonOf(row);
    }

    private static void OfferAll(ReadOnlySpan<CatalogueItem> items, in RowAttempt attempt, ref RowBuilder row)
    {
        foreach (var item in items)
        {
            if (row.IsFull)
            {
                return;
            }

            var refusal = row.Offer(item);
            attempt.Recorder?.Candidate(item.Id, null, refusal);
        }
    }

    private static string? MostViewedCategory(in ProfileView profile, ItemCatalogue catalogue)
    {
        Span<int> firsts = stackalloc int[RowBuilder.MaxExcluded];
        Span<int> counts = stackalloc int[RowBuilder.MaxExcluded];
        var items = catalogue.Items;
        var (known, best) = (0, -1);
        foreach (var entry in profile.Events)
        {
            if (entry.Type != EventType.View || entry.Item.IsEmpty
                || catalogue.Find(entry.Item) is not { Category.Length: > 0 } item)
            {
                continue;
            }

            var at = 0;
            while (at < known && items[firsts[at]].Category != item.Category)
            {
                at++;
            }

            if (at == known)
            {
                if (known == firsts.Length)
                {
                    continue;
                }

                firsts[known] = item.Ordinal;
                counts[known++] = 0;
            }

            // The newest category stands first and wins a draw.
            counts[at]++;
            best = best < 0 || counts[at] > counts[best] || (counts[at] == counts[best] && at < best) ? at : best;
        }

        return best < 0 ? null : items[firsts[best]].Category;
    }

    private static FallbackReason ReasonOf(in RowBuilder row) =>
        row.Count > 0 ? FallbackReason.None : FallbackReason.NoCandidates;
}
