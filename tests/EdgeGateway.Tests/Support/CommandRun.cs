using System.CommandLine;
using EdgeGateway.Commands;

namespace EdgeGateway.Tests.Support;

/// <summary>One run of the command line in this process. Only for tests of the collection <see cref="AloneWithTheConsole"/>.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    public static async Task<CommandRun> Of(params string[] arguments)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var written = new StringWriter();
        using var wrong = new StringWriter();
        Console.SetOut(written);
        Console.SetError(wrong);
        try
        {
            var code = await EdgeCommandLine.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = written, Error = wrong });
            return new CommandRun(code, written.ToString(), wrong.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
