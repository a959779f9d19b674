using System.Diagnostics;
using EdgeGateway.Primitives.MessagePack;

namespace EdgeGateway.Primitives.Tests.MessagePack;

/// <summary>The same values through Debian's python3-msgpack; skips with a sentence where that is not installed.</summary>
public sealed class MessagePackOracleTests
{
    [PythonMessagePackFact]
    public void PythonEncoding_IsByteForByteOurs()
    {
        var writer = new MessagePackWriter(new byte[4096]);
        writer.WriteArrayHeader(9);
        writer.WriteInt64(-70_000);
        writer.WriteUInt64(ulong.MaxValue);
        writer.WriteDouble(0.1);
        writer.WriteString("grün"u8);
        writer.WriteBinary([1, 2, 3]);
        writer.WriteNil();
        writer.WriteBoolean(true);
        writer.WriteMapHeader(1);
        writer.WriteString("k"u8);
        writer.WriteInt64(300);
        writer.WriteTimestamp(1_700_000_000, 5);

        var python = Python.Run(
            "import msgpack; print(msgpack.packb([-70000, 2**64-1, 0.1, 'gr\\u00fcn', b'\\x01\\x02\\x03', None, True, {'k': 300}, "
            + "msgpack.Timestamp(1700000000, 5)], use_bin_type=True).hex().upper())");

        Assert.Equal(python.Trim(), Convert.ToHexString(writer.WrittenSpan));
    }

    private static class Python
    {
        public static string Run(string program)
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", program])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException($"python3 ended with code {process.ExitCode}.");
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PythonMessagePackFactAttribute : FactAttribute
    {
        public PythonMessagePackFactAttribute()
        {
            try
            {
                Python.Run("import msgpack");
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                Skip = "Python's msgpack module is absent: install the Debian package python3-msgpack.";
            }
        }
    }
}
