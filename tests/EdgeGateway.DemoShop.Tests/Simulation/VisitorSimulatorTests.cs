using System.Security.Cryptography;
using System.Text;
using EdgeGateway.DemoShop.Catalogue;
using EdgeGateway.DemoShop.Simulation;

namespace EdgeGateway.DemoShop.Tests.Simulation;

public sealed class VisitorSimulatorTests
{
    private static readonly ShopCatalogue Catalogue = ShopCatalogue.Create();
    private static readonly List<SimulatedEvent> Events = [.. new VisitorSimulator(Catalogue, 7).Simulate(4000)];

    /// <summary>The demo model is trained on this traffic.</summary>
    [Fact]
    public void SameSeed_WritesTheSameFileOnEveryMachine()
    {
        var file = new StringWriter { NewLine = "\n" };

        SimulateCommand.Write(new SimulateOptions(4000, 7, ""), file);

        Assert.Equal(
            "18e21d5e61dbeaacab3348ebf95e97ee475171d88ce87edc0eecc10ca805af03",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.ToString()))));
    }

    [Fact]
    public void OtherSeed_IsOtherTraffic() =>
        Assert.NotEqual(Events.Take(50), new VisitorSimulator(Catalogue, 8).Simulate(4000).Take(50));

    [Fact]
    public void Sessions_AreInOrderAndMoveForwardInTime()
    {
        Assert.All(Events.Zip(Events.Skip(1)), pair =>
        {
            var (one, next) = pair;
            Assert.True(next.Session == one.Session ? next.Time >= one.Time : next.Session == one.Session + 1,
                $"{one} then {next}");
        });
        Assert.Equal(4000, Events[^1].Session);
    }

    [Fact]
    public void Items_AreProductsInStock() =>
        Assert.All(Events, simulated => Assert.True(Catalogue.FindProduct(simulated.Sku)!.Available));

    [Fact]
    public void Purchases_WereInTheCartBefore()
    {
        foreach (var session in Events.GroupBy(simulated => simulated.Session))
        {
            var carted = session.Where(simulated => simulated.Type == "cart").Select(simulated => simulated.Sku).ToList();
            Assert.All(session.Where(simulated => simulated.Type == "purchase"), bought => Assert.Contains(bought.Sku, carted));
        }

        Assert.Contains(Events, simulated => simulated.Type == "purchase");
    }

    /// <summary>
    /// What a recommender can learn: after a kettle, the next view of another kind is far more often one that goes with
    /// it than the share of such products in all views.
    /// </summary>
    [Theory]
    [InlineData("kettle")]
    [InlineData("tent")]
    [InlineData("chef-knife")]
    public void NextView_FollowsWhatGoesTogether(string kind)
    {
        var views = Events.Where(simulated => simulated.Type == "view")
            .Select(simulated => (simulated.Session, Product: Catalogue.FindProduct(simulated.Sku)!)).ToList();
        var companions = views.First(view => view.Product.Kind.Slug == kind).Product.Kind.With;
        var next = views.Zip(views.Skip(1))
            .Where(pair => pair.First.Session == pair.Second.Session && pair.First.Product.Kind.Slug == kind
                           && pair.Second.Product.Kind.Slug != kind)
            .Select(pair => pair.Second.Product.Kind.Slug).ToList();

        var learned = next.Count(slug => companions.Contains(slug)) / (double)next.Count;
        var chance = views.Count(view => companions.Contains(view.Product.Kind.Slug)) / (double)views.Count;

        Assert.True(next.Count > 50, $"only {next.Count} steps");
        Assert.True(learned > 4 * chance, $"{learned:0.00} against {chance:0.00}");
    }

    /// <summary>Guessing the most frequent follower of a product is right often enough to look clever.</summary>
    [Fact]
    public void FollowersOfAProduct_ArePredictable()
    {
        var views = Events.Where(simulated => simulated.Type == "view").ToList();
        var steps = views.Zip(views.Skip(1)).Where(pair => pair.First.Session == pair.Second.Session)
            .Select(pair => (From: pair.First.Sku, To: pair.Second.Sku)).ToList();
        var train = steps.Take(steps.Count * 4 / 5).GroupBy(step => step.From)
            .ToDictionary(
                group => group.Key,
                group =>
                    group.GroupBy(step => step.To).OrderByDescending(to => to.Count()).Take(20).Select(to => to.Key).ToHashSet());
        var test = steps.Skip(steps.Count * 4 / 5).ToList();

        var hits = test.Count(step => train.TryGetValue(step.From, out var best) && best.Contains(step.To));

        Assert.True(hits > 0.35 * test.Count, $"{hits} of {test.Count}");
    }
}
