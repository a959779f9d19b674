using EdgeGateway.Configuration;

namespace EdgeGateway.Commands;

/// <summary>Shows what is wrong with a configuration: one line each, on standard error.</summary>
internal static class ConfigReport
{
    /// <summary>The configuration, or null after its problems were written.</summary>
    public static async Task<GatewayConfig?> TryReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await GatewayConfigReader.ReadAsync(file, cancellationToken);
        }
        catch (ConfigException exception)
        {
            Write(exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The file '{file}' cannot be read: {exception.Message}");
        }

        return null;
    }

    public static void Write(ConfigException exception)
    {
        Console.Error.WriteLine(exception.Message);
        foreach (var problem in exception.Problems)
        {
            Console.Error.WriteLine($"  {problem}");
        }
    }
}
