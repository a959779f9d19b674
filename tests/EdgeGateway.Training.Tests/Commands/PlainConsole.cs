using Spectre.Console;

namespace EdgeGateway.Training.Tests.Commands;

/// <summary>A console without colours and wrapping that keeps what was written.</summary>
internal sealed class PlainConsole : IDisposable
{
    private readonly StringWriter _text = new();

    public PlainConsole()
    {
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_text),
        });
        Console.Profile.Width = 500;
    }

    public IAnsiConsole Console { get; }

    public string Text => _text.ToString();

    public void Dispose() => _text.Dispose();
}
