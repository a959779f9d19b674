using EdgeGateway.Templates.Slots;
using static EdgeGateway.Templates.Slots.SlotPosition;

namespace EdgeGateway.Templates.Tests.Slots;

public sealed class MarkerTests
{
    private const string Name = "recs.x7Qp";

    [Theory]
    [InlineData(Inner, "<p><!--edge:slot recs.x7Qp-->{s}<!--/edge:slot--></p>")]
    [InlineData(Replace, "<p>{s}</p>")]
    [InlineData(Before, "<p>{s}<!--edge:slot recs.x7Qp-->old<!--/edge:slot--></p>")]
    [InlineData(After, "<p><!--edge:slot recs.x7Qp-->old<!--/edge:slot-->{s}</p>")]
    [InlineData(Prepend, "<p><!--edge:slot recs.x7Qp-->{s}old<!--/edge:slot--></p>")]
    [InlineData(Append, "<p><!--edge:slot recs.x7Qp-->old{s}<!--/edge:slot--></p>")]
    public void PairOfComments_IsAPlaceLikeAnElement(SlotPosition position, string expected) =>
        Assert.Equal(expected, Filled("<p><!--edge:slot recs.x7Qp-->old<!--/edge:slot--></p>", position));

    [Theory]
    [InlineData("<div data-edge-slot=recs.x7Qp>x</div>", "<div data-edge-slot=recs.x7Qp>{s}</div>")]
    [InlineData("<!-- edge:slot  recs.x7Qp -->x<!-- /edge:slot -->", "<!-- edge:slot  recs.x7Qp -->{s}<!-- /edge:slot -->")]
    [InlineData("<!--edge:slot recs.x7Qp--><ul><li>x<li>y</ul><!--/edge:slot-->", "<!--edge:slot recs.x7Qp-->{s}<!--/edge:slot-->")]
    [InlineData("<!--edge:slot recs.x7Qp--><!--edge:slot no-->x<!--/edge:slot--><!--/edge:slot-->",
        "<!--edge:slot recs.x7Qp-->{s}<!--/edge:slot-->")]
    [InlineData("<!--edge:slot recs.x7Qp-->x<!--/edge:slot--><!--edge:slot recs.x7Qp-->y<!--/edge:slot-->",
        "<!--edge:slot recs.x7Qp-->{s}<!--/edge:slot--><!--edge:slot recs.x7Qp-->y<!--/edge:slot-->")]
    public void MarkerForms_AreFound(string html, string expected) =>
        Assert.Equal("<body>" + expected, Filled("<body>" + html, Inner));

    [Fact]
    public void NestedMarkers_AreNestedSlots()
    {
        const string Html = "<body><!--edge:slot a-->1<!--edge:slot b-->2<!--/edge:slot-->3<!--/edge:slot-->";
        SlotMarkup[] slots = [Marker("b", Inner), Marker("a", Inner)];

        Assert.Equal("<body><!--edge:slot a-->1<!--edge:slot b-->{b}<!--/edge:slot-->3<!--/edge:slot-->", Plans.FilledOnly(["b"], Html, slots));
        Assert.Equal("<body><!--edge:slot a-->{a}<!--/edge:slot-->", Plans.Filled(Html, slots));
    }

    [Fact]
    public void LookAlikeMarkers_FillNothing()
    {
        string[] names = ["recs", "recs.x7QP", "RECS.x7Qp", "recs.x7Qp2", "recs.x7Qp recs", "", "*", "s", "hero"];
        string[] forms =
        [
            "<!--edge:slot {0}-->x<!--/edge:slot-->", "<div data-edge-slot=\"{0}\">x</div>", "<p title='<!--edge:slot {0}-->'>x</p>",
            "<esi:include src='{0}'/>", "<!--#include virtual='{0}' -->", "<esi:remove>{0}</esi:remove>", "{{{{{0}}}}}",
            "<script>'<!--edge:slot {0}-->x<!--/edge:slot-->'</script>", "<!--esi <!--edge:slot {0}--> -->", "<x-edge-slot name={0}>x</x-edge-slot>",
            "<script type=application/json>{{\"data-edge-slot\":\"{0}\"}}</script>", "<!DOCTYPE edge:slot {0}>",
        ];
        var tried = 0;
        foreach (var form in forms)
        {
            foreach (var name in names)
            {
                AssertInert(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, name));
                tried++;
            }
        }

        Assert.Equal(108, tried);
    }

    [Theory]
    [InlineData("<p title=\"<!--edge:slot recs.x7Qp-->x<!--/edge:slot-->\">x</p>")]
    [InlineData("<script>/*<!--edge:slot recs.x7Qp-->x<!--/edge:slot-->*/</script>")]
    [InlineData("<textarea><!--edge:slot recs.x7Qp-->x<!--/edge:slot--></textarea>")]
    [InlineData("<noscript><!--edge:slot recs.x7Qp-->x<!--/edge:slot--></noscript>")]
    [InlineData("<iframe><!--edge:slot recs.x7Qp-->x<!--/edge:slot--></iframe>")]
    [InlineData("<template><!--edge:slot recs.x7Qp-->x<!--/edge:slot--></template>")]
    [InlineData("<template><b data-edge-slot=recs.x7Qp>x</b></template>")]
    [InlineData("&lt;!--edge:slot recs.x7Qp--&gt;x&lt;!--/edge:slot--&gt;")]
    [InlineData("<!-- <!--edge:slot recs.x7Qp-->x<!--/edge:slot-->")]
    [InlineData("<!edge:slot recs.x7Qp>x</edge:slot>")]
    [InlineData("<?edge:slot recs.x7Qp?>x<?/edge:slot?>")]
    [InlineData("<!--edge:slot recs.x7Qp--><!--edge:slot other-->x<!--/edge:slot-->")]
    [InlineData("<!--edge:slot recs.x7Qp-->x")]
    [InlineData("<!--edge:slot recs.x7Qp--><p>x<!--/edge:slot--></p>")]
    [InlineData("<p><!--edge:slot recs.x7Qp--></p>x<!--/edge:slot-->")]
    [InlineData("x<!--/edge:slot-->")]
    [InlineData("<svg><!--edge:slot recs.x7Qp-->x<!--/edge:slot--></svg>")]
    [InlineData("<frameset><!--edge:slot recs.x7Qp-->x<!--/edge:slot--></frameset>")]
    [InlineData("<!--edge:slotrecs.x7Qp-->x<!--/edge:slot-->")]
    [InlineData("<b data-edge-slotx=recs.x7Qp data_edge_slot=recs.x7Qp>x</b>")]
    public void MarkerWhereABrowserSeesNone_FillsNothing(string html) => AssertInert(html);

    [Fact]
    public void MarkersWithoutASlotThatAsks_FillNothing() =>
        Assert.Equal(
            "<!--edge:slot s-->x<!--/edge:slot--><b data-edge-slot=s>y</b>",
            Plans.Filled("<!--edge:slot s-->x<!--/edge:slot--><b data-edge-slot=s>y</b>", new SlotMarkup("s", "#none", Inner)));

    private static void AssertInert(string html)
    {
        html = (html.StartsWith("<frameset", StringComparison.Ordinal) ? string.Empty : "<body>") + html;
        var slot = Marker(Name, Inner);
        Assert.Equal(html, Plans.Filled(html, slot));
        Assert.Single(Plans.Plan(html, slot).Missing);
    }

    private static SlotMarkup Marker(string name, SlotPosition position) => new(name, string.Empty, position) { Marker = name };

    private static string Filled(string html, SlotPosition position) =>
        Plans.Filled(html, new SlotMarkup("s", string.Empty, position) { Marker = Name });
}
