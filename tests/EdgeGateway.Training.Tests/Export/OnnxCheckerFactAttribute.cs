using System.Diagnostics;

namespace EdgeGateway.Training.Tests.Export;

/// <summary>A fact that needs the Python package onnx (Debian's python3-onnx) and skips, saying so, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnnxCheckerFactAttribute : FactAttribute
{
    public const string Python = "/usr/bin/python3";

    public OnnxCheckerFactAttribute() =>
        Skip = HasPackage() ? null : $"'{Python}' cannot import 'onnx': install Debian's python3-onnx.";

    private static bool HasPackage()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import onnx"]) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
