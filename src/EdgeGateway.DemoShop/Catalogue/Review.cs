namespace EdgeGateway.DemoShop.Catalogue;

/// <summary>What a customer wrote.</summary>
internal sealed record Review(string Author, DateOnly Date, int Stars, string Text);
