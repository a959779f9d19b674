namespace EdgeGateway.DemoShop.Carts;

/// <summary>What the visitor typed at the checkout, and what is wrong with it.</summary>
internal sealed class CheckoutForm
{
    public const int MaxLength = 120;

    private static readonly string[] Names = ["name", "email", "street", "city"];

    private readonly Dictionary<string, string> _values = [];
    private readonly Dictionary<string, string> _problems = [];

    public static CheckoutForm Blank { get; } = new();

    public bool IsValid => _problems.Count == 0;

    public static CheckoutForm Read(IFormCollection posted)
    {
        var form = new CheckoutForm();
        foreach (var name in Names)
        {
            var value = posted[name].ToString().Trim();
            form._values[name] = value;
            if (value.Length == 0)
            {
                form._problems[name] = "Please fill this in.";
            }
            else if (value.Length > MaxLength)
            {
                form._problems[name] = $"Please use {MaxLength} characters or fewer.";
            }
            else if (name == "email" && !value.Contains('@', StringComparison.Ordinal))
            {
                form._problems[name] = "Please enter an address with an @.";
            }
        }

        return form;
    }

    public string ValueOf(string name) => _values.GetValueOrDefault(name, "");

    public string? ProblemOf(string name) => _problems.GetValueOrDefault(name);
}
