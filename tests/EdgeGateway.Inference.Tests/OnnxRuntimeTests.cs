using System.Runtime.InteropServices;
using EdgeGateway.Inference.Tests.Models;

namespace EdgeGateway.Inference.Tests;

public sealed class OnnxRuntimeTests
{
    [RuntimeFact]
    public void LoadedLibrary_ReportsVersionPathAndProviders()
    {
        using var runtime = OnnxRuntime.TryLoad(NativeRuntime.Required.LibraryPath, out var report);

        Assert.NotNull(runtime);
        Assert.StartsWith(
            $"ONNX Runtime {runtime.Version} from '{runtime.LibraryPath}' scores on the CPU; providers built in: ",
            report, StringComparison.Ordinal);
        Assert.Contains("CPUExecutionProvider", report, StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void Folder_IsAcceptedForTheLibrary()
    {
        using var runtime = OnnxRuntime.TryLoad(Path.GetDirectoryName(NativeRuntime.Required.LibraryPath), out var report);

        Assert.True(runtime is not null, report);
    }

    [Fact]
    public void MissingPath_GivesNullAndOneSentence()
    {
        var runtime = OnnxRuntime.TryLoad("/no/such/place", out var report);

        Assert.Null(runtime);
        Assert.Matches(
            "^Model scoring is off: '/no/such/place' from the configured path is neither a file nor a folder.*[.]$", report);
    }

    [Fact]
    public void FileThatIsNoLibrary_GivesNullAndOneSentence()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "no library");

        var runtime = OnnxRuntime.TryLoad(file, out var report);

        File.Delete(file);
        Assert.Null(runtime);
        Assert.StartsWith(
            $"Model scoring is off: '{file}' could not be loaded as ONNX Runtime: ", report, StringComparison.Ordinal);
        Assert.EndsWith(".", report, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherLibrary_GivesNullAndOneSentence()
    {
        var other = typeof(object).Assembly.Location;
        var libc = Path.Combine(Path.GetDirectoryName(other)!, "libSystem.Native.so");

        var runtime = OnnxRuntime.TryLoad(libc, out var report);

        Assert.Null(runtime);
        Assert.Contains("OrtGetApiBase", report, StringComparison.Ordinal);
    }

    [RuntimeFact]
    public void BrokenModel_ThrowsWithTheLibrarysText()
    {
        var refused = Assert.Throws<OnnxRuntimeException>(() => NativeRuntime.Required.CreateSession([1, 2, 3]));

        Assert.NotEmpty(refused.Message);
    }

    [RuntimeFact]
    public void SessionOutlivesItsRuntime_AndThenFreesBoth()
    {
        var runtime = OnnxRuntime.TryLoad(null, out _)!;
        var session = runtime.CreateSession(new TinyGraph().ToArray());
        runtime.Dispose();

        var binding = session.Rent();
        MemoryMarshal.Cast<byte, long>(binding.Input(0))[0] = 1;
        MemoryMarshal.Cast<byte, float>(binding.Input(1))[0] = 1;
        binding.Run();
        Assert.Equal(2, MemoryMarshal.Cast<byte, long>(binding.Output(0))[0]);

        session.Dispose();
        Assert.Equal(0.6f, MemoryMarshal.Cast<byte, float>(binding.Output(1))[0], 1e-4f);
        session.GiveBack(binding);
        Assert.Throws<ObjectDisposedException>(() => session.Rent());
        Assert.Throws<ObjectDisposedException>(() => runtime.CreateSession(new TinyGraph().ToArray()));
    }

    [RuntimeFact]
    public void MoreCallersThanThePoolKeeps_AllGetABinding()
    {
        using var session = NativeRuntime.Required.CreateSession(new TinyGraph().ToArray());

        var bindings = Enumerable.Range(0, 100).Select(_ => session.Rent()).ToArray();

        Assert.Equal(100, bindings.Distinct().Count());
        foreach (var binding in bindings)
        {
            session.GiveBack(binding);
        }

        Assert.Contains(session.Rent(), bindings);
    }

    [RuntimeFact]
    public void OutOfRangeRow_ThrowsAndTheSessionStaysUsable()
    {
        using var session = NativeRuntime.Required.CreateSession(new TinyGraph().ToArray());
        var binding = session.Rent();
        MemoryMarshal.Cast<byte, long>(binding.Input(0))[0] = 1000;

        var failed = Assert.Throws<OnnxRuntimeException>(binding.Run);
        MemoryMarshal.Cast<byte, long>(binding.Input(0))[0] = 0;
        binding.Run();

        Assert.Contains("Gather", failed.Message, StringComparison.Ordinal);
        session.GiveBack(binding);
    }

    [RuntimeFact]
    public async Task SessionsMadeInParallel_AllRun()
    {
        var model = new TinyGraph().ToArray();

        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() =>
        {
            using var session = NativeRuntime.Required.CreateSession(model);
            var binding = session.Rent();
            binding.Run();
            session.GiveBack(binding);
            return session.Inputs.Count;
        })));

        Assert.All(made, inputs => Assert.Equal(3, inputs));
    }
}
