using System.Globalization;

namespace EdgeGateway.Benchmarks.Running;

/// <summary>One value beside its budget.</summary>
internal sealed record BudgetCheck(string Name, string Unit, double? Value, double Budget)
{
    /// <summary>True when the budget is the least that is wanted, not the most.</summary>
    public bool IsLeast { get; init; }

    public bool IsKept => IsLeast ? Value >= Budget : Value <= Budget;

    public override string ToString()
    {
        var word = Value is null ? "not measured" : IsKept ? "within" : IsLeast ? "TOO LOW" : "TOO HIGH";
        var value = Value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "-";
        return string.Create(CultureInfo.InvariantCulture, $"{word,-12} {Name}: {value} {Unit} (budget {Budget:0.##})");
    }
}
