using Bogus;

namespace EdgeGateway.DemoShop.Catalogue;

/// <summary>Writes the reviews shown on a product page; the same seed gives the same reviews.</summary>
internal sealed class ReviewWriter
{
    private static readonly DateTime Latest = new(2025, 12, 20, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Delighted =
    [
        "Exactly what I hoped for, and it looks even better than in the picture.", "Bought one, then a second for my sister.",
        "Half a year of daily use and it is still like new.", "You notice that somebody thought about the details.",
        "Worth every cent. I should have bought it sooner.", "Arrived quickly, packed without plastic, works beautifully.",
        "My partner rolled their eyes at first and now uses it every day.",
    ];

    private static readonly string[] Content =
    [
        "Good quality. The colour is a touch darker than on my screen.", "Does what it should. The instructions could be better.",
        "Solid and good-looking; one star less for the long delivery.", "Nice piece, slightly smaller than I had imagined.",
        "Very happy overall, although it took a week to get used to it.",
    ];

    private static readonly string[] Reserved =
    [
        "It is fine, but for this price I expected a little more.",
        "A nice idea with one weak spot. Customer care was friendly, though.",
        "Not for me in the end; returning it was easy.",
    ];

    private readonly Faker _faker = new("en");

    public ReviewWriter(int seed) => _faker.Random = new Randomizer(seed);

    public IReadOnlyList<Review> Write(double rating, SeededRandom random)
    {
        var reviews = new List<Review>(3);
        for (var i = 0; i < 3; i++)
        {
            var stars = Math.Clamp((int)Math.Round(rating + (random.NextDouble() * 1.6) - 0.8), 2, 5);
            var texts = stars switch { 5 => Delighted, 4 => Content, _ => Reserved };
            var author = $"{_faker.Name.FirstName()} {_faker.Name.LastName()[0]}.";
            var date = DateOnly.FromDateTime(Latest.AddDays(-random.Below(400)));
            reviews.Add(new Review(author, date, stars, random.Pick(texts)));
        }

        return [.. reviews.DistinctBy(review => review.Text).OrderByDescending(review => review.Date)];
    }
}
