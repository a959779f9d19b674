using Microsoft.Extensions.Logging.Console;

namespace EdgeGateway.Hosting;

/// <summary>Log lines on standard output: one line each, framework noise off unless the <c>Logging</c> section asks for it.</summary>
internal static class GatewayLogging
{
    public static void AddGatewayConsole(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // What keeps a host from starting is one sentence of RunCommand; the host's own report of it is a page of stack.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddFilter("System", LogLevel.Warning);
        logging.AddFilter("Yarp", LogLevel.Warning);

        // While this category is on, every request gets an activity and a log scope that nothing here reads: 800 bytes.
        // Tracing does not need it: a listener for activities makes them too.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // It warns at each start that keys lie unencrypted in a folder, which is where all keys of a gateway lie.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss ";
            options.ColorBehavior = LoggerColorBehavior.Default;
        });
    }
}
