using System.Globalization;

namespace EdgeGateway.Benchmarks.Running;

/// <summary>One value beside its budget.</summary>
internal sealed record BudgetCheck(string Name, string Unit, double? Value, double Budget)
{
    public bool IsKept => Value <= Budget;

    public override string ToString()
    {
        var word = Value is null ? "not measured" : IsKept ? "within" : "TOO HIGH";
        var value = Value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "-";
        return string.Create(CultureInfo.InvariantCulture, $"{word,-12} {Name}: {value} {Unit} (budget {Budget:0.##})");
    }
}
