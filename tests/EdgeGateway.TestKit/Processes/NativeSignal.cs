using System.Runtime.InteropServices;

namespace EdgeGateway.TestKit.Processes;

internal static class NativeSignal
{
    /// <summary>kill(2); 0 when the signal was sent.</summary>
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Send(int process, int signal);
}
