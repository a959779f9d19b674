using System.Globalization;
using System.Text;
using EdgeGateway.Primitives.Outcomes;
using EdgeGateway.Site;

namespace EdgeGateway.Pipeline;

/// <summary>The decisions of a page as <c>Server-Timing</c> entries, which browsers show in their network panel.</summary>
internal static class DecisionText
{
    public static string Of(EdgeRequestFeature request, PageContent page)
    {
        var text = new StringBuilder();
        for (var i = 0; i < request.DecisionCount; i++)
        {
            var decision = request.DecisionAt(i);
            var why = decision.Reason == FallbackReason.None ? "" : " " + decision.Reason.ToText();
            text.Append(i == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture,
                $"{page.Slots[page.Plan.Slots[i].SlotIndex].Id};dur={decision.Elapsed.TotalMilliseconds:0.000};desc=\"{decision.Source.ToText()}{why}\"");
        }

        return text.ToString();
    }
}
