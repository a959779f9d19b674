using System.Globalization;

namespace EdgeGateway.Visitors.Tests.Segments;

/// <summary>Makes random rules over constants together with their value, bracketed.</summary>
internal static class RandomRule
{
    public static (string Text, bool Value) Boolean(Random random, int depth)
    {
        if (depth == 0)
        {
            return random.Next(2) == 0 ? ("false", false) : ("true", true);
        }

        var (left, leftValue) = Boolean(random, depth - 1);
        var (right, rightValue) = Boolean(random, depth - 1);
        switch (random.Next(4))
        {
            case 0: return ($"(({left}) and ({right}))", leftValue && rightValue);
            case 1: return ($"({left} or {right})", leftValue || rightValue);
            case 2: return ($"not ({left})", !leftValue);
            default:
                var (a, aValue) = Number(random, depth - 1);
                var (b, bValue) = Number(random, depth - 1);
                return random.Next(3) switch
                {
                    0 => ($"({a} < {b})", aValue < bValue),
                    1 => ($"({a} = {b})", aValue == bValue),
                    _ => ($"({a} >= {b})", aValue >= bValue),
                };
        }
    }

    private static (string Text, double Value) Number(Random random, int depth)
    {
        if (depth == 0)
        {
            var value = random.Next(10);
            return (value.ToString(CultureInfo.InvariantCulture), value);
        }

        var (left, leftValue) = Number(random, depth - 1);
        var (right, rightValue) = Number(random, depth - 1);
        return random.Next(3) switch
        {
            0 => ($"({left} + {right})", leftValue + rightValue),
            1 => ($"(({left}) * ({right}))", leftValue * rightValue),
            _ => ($"(({left}) - ({right}))", leftValue - rightValue),
        };
    }
}
