using EdgeGateway.DemoShop.Catalogue;

namespace EdgeGateway.DemoShop.Simulation;

/// <summary>
/// Makes up visits to the shop as Markov walks over <see cref="ProductAffinities"/>: most steps compare alternatives,
/// what is in the cart pulls towards things that go with it, and now and then a visitor starts over elsewhere. Eight weeks
/// of traffic with a daily rhythm, in order of session start. Deterministic for a seed, on every processor: only exactly
/// rounded arithmetic is used.
/// </summary>
internal sealed class VisitorSimulator(ShopCatalogue catalogue, ulong seed)
{
    private const double LeaveAfterView = 0.17;
    private const double BuyWhatIsInTheCart = 0.55;

    /// <summary>2026-01-05T00:00:00Z, a Monday.</summary>
    private const long Start = 1_767_571_200;

    private const int Days = 56;
    private const int SecondsPerDay = 86_400;

    private readonly SeededRandom _random = new(seed);
    private readonly ProductAffinities _affinities = new(catalogue);
    private readonly WeightedProducts _entrances = new(
        catalogue.Products.Where(p => p.Available).Select(p => (p, p.Appeal * p.Appeal * p.Kind.Pull * p.Category.Pull)));

    public IEnumerable<SimulatedEvent> Simulate(int sessions)
    {
        for (var session = 1; session <= sessions; session++)
        {
            foreach (var simulated in Visit(session, StartOf(session - 1, sessions)))
            {
                yield return simulated;
            }
        }
    }

    private IEnumerable<SimulatedEvent> Visit(int session, long time)
    {
        var cart = new List<Product>();
        var product = _entrances.Pick(_random);
        while (true)
        {
            yield return new SimulatedEvent(session, product.Sku, time, "view");
            time += Pause(45);
            if (!cart.Contains(product) && _random.Chance(WishFor(product)))
            {
                cart.Add(product);
                yield return new SimulatedEvent(session, product.Sku, time, "cart");
                time += Pause(20);
            }

            if (_random.Chance(LeaveAfterView))
            {
                break;
            }

            product = Next(product, cart.Contains(product));
        }

        if (_random.Chance(BuyWhatIsInTheCart))
        {
            time += Pause(120);
            foreach (var bought in cart)
            {
                yield return new SimulatedEvent(session, bought.Sku, time, "purchase");
            }
        }
    }

    /// <summary>Whoever decided on something looks for what goes with it; whoever has not keeps comparing.</summary>
    private Product Next(Product product, bool decided)
    {
        var alternatives = decided ? 0.12 : 0.46;
        var companions = alternatives + (decided ? 0.6 : 0.26);
        var draw = _random.NextDouble();
        var from = draw < alternatives ? _affinities.Alternatives(product)
            : draw < companions ? _affinities.Companions(product)
            : draw < companions + 0.16 ? _affinities.SameSeries(product)
            : _entrances;
        return (from.IsEmpty ? _entrances : from).Pick(_random);
    }

    /// <summary>Good reviews help; a view ends in the cart about one time in twelve.</summary>
    private static double WishFor(Product product) => 0.04 + (0.05 * Math.Max(0, product.Rating - 3.5));

    /// <summary>Mostly short pauses, now and then a long one; at least two seconds.</summary>
    private long Pause(double meanSeconds)
    {
        var draw = _random.NextDouble();
        return 2 + (long)(3 * meanSeconds * draw * draw);
    }

    /// <summary>Evenly spread over the weeks, then bent towards midday, eight times as busy as midnight.</summary>
    private long StartOf(int index, int sessions)
    {
        var day = Days * ((index + _random.NextDouble()) / sessions);
        var whole = Math.Floor(day);
        var fromNoon = day - whole - 0.5;
        var bent = 0.5 + (0.3 * fromNoon) + (2.8 * fromNoon * fromNoon * fromNoon);
        return Start + (long)((whole + bent) * SecondsPerDay);
    }
}
