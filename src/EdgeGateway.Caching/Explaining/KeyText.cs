using EdgeGateway.Caching.Keys;

namespace EdgeGateway.Caching.Explaining;

/// <summary>Reads keys back into named parts. The shape that a key holds says what its parts are.</summary>
internal static class KeyText
{
    /// <summary>The URL of a primary key.</summary>
    public static string UrlOf(ReadOnlySpan<byte> primaryKey)
    {
        var reader = new KeyReader(primaryKey);
        return $"{reader.Field()}://{reader.Field()}{reader.Field()}";
    }

    /// <summary>The parts of a second level: cluster, policy, what the policy varies by, and the fields of Vary.</summary>
    public static IReadOnlyList<KeyPart> PartsOf(ReadOnlySpan<byte> secondaryKey, Variance variance)
    {
        var reader = new KeyReader(secondaryKey);
        var parts = new List<KeyPart> { new("cluster", reader.Field()), new("policy", reader.Field()) };
        var shape = reader.Field().Split(' ');
        foreach (var word in shape)
        {
            if (VaryPart.TryParse(word, out var part, out _))
            {
                parts.Add(new KeyPart(word, ValueOf(ref reader, part.Kind)));
            }
        }

        foreach (var name in variance.Names)
        {
            if (!PolicyRules.Normalises(shape, name))
            {
                parts.Add(new KeyPart("vary:" + name, Lines(ref reader)));
            }
        }

        return parts;
    }

    private static string ValueOf(ref KeyReader reader, VaryKind kind) => kind switch
    {
        VaryKind.Header => Lines(ref reader),
        VaryKind.Cookie => Cookies(ref reader),
        _ => reader.Field(),
    };

    private static string Lines(ref KeyReader reader)
    {
        // 0 for none, 1 for one normal form, else one more than the lines as they came.
        var lines = new string[reader.Count() switch { 0 => 0, 1 => 1, var count => count - 1 }];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = reader.Field();
        }

        return string.Join(", ", lines);
    }

    private static string Cookies(ref KeyReader reader)
    {
        var values = new List<string>();
        while (reader.Count() == 1)
        {
            values.Add(reader.Field());
        }

        return string.Join(", ", values);
    }
}
