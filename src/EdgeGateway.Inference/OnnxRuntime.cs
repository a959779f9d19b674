using System.Runtime.InteropServices;
using EdgeGateway.Inference.Native;
using EdgeGateway.Inference.Sessions;

namespace EdgeGateway.Inference;

/// <summary>
/// The native ONNX Runtime library: one environment, and the place where sessions are made. Thread-safe. Disposing it while
/// sessions live is allowed; the environment goes with the last of them. The library itself stays loaded.
/// </summary>
public sealed unsafe class OnnxRuntime : IDisposable
{
    /// <summary>The version of the C API asked for: 17 has every call we make, and any newer library grants it.</summary>
    public const int ApiVersion = 17;

    /// <summary>The library does not promise that sessions can be created in parallel, so they are created one by one.</summary>
    private static readonly Lock SessionCreation = new();

    private readonly NativeLease _lease;

    private OnnxRuntime(OrtApi api, string version, string libraryPath)
    {
        Api = api;
        Version = version;
        LibraryPath = libraryPath;
        fixed (byte* name = "edge-gateway\0"u8)
        {
            Env = api.CreateEnv(name);
        }

        MemoryInfo = api.CreateCpuMemoryInfo();
        _lease = new NativeLease(Release);
    }

    /// <summary>The library's version, such as <c>1.30.0</c>.</summary>
    public string Version { get; }

    /// <summary>The file it was loaded from.</summary>
    public string LibraryPath { get; }

    internal OrtApi Api { get; }

    internal nint MemoryInfo { get; }

    private nint Env { get; }

    /// <summary>
    /// Loads the library. With a null path it is searched in <c>EDGE_ONNXRUNTIME</c>, beside the program and in the repository's
    /// artifacts. Null when it cannot be used; <paramref name="report"/> is one sentence either way.
    /// </summary>
    public static OnnxRuntime? TryLoad(string? path, out string report)
    {
        if (LibraryLocator.Find(path, out report) is not { } file)
        {
            return null;
        }

        try
        {
            return Load(file, out report);
        }
        catch (Exception e) when (
            e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or OnnxRuntimeException)
        {
            report = $"Model scoring is off: '{file}' could not be loaded as ONNX Runtime: {e.Message.TrimEnd('.')}.";
            return null;
        }
    }

    /// <summary>Makes a session from the bytes of a model. Slow (milliseconds): never on a request's path.</summary>
    /// <exception cref="OnnxRuntimeException">The library does not accept the model, or a shape is not fixed.</exception>
    public IModelSession CreateSession(ReadOnlySpan<byte> model)
    {
        ObjectDisposedException.ThrowIf(_lease.OwnerHasLeft || !_lease.TryEnter(), this);
        nint options = 0;
        nint session = 0;
        try
        {
            lock (SessionCreation)
            {
                options = Api.CreateSessionOptions();
                session = Api.CreateSession(Env, model, options);
            }

            var made = new OnnxSession(this, session);
            session = 0;
            return made;
        }
        catch
        {
            Api.Release(OrtSlot.ReleaseSession, session);
            _lease.Leave();
            throw;
        }
        finally
        {
            Api.Release(OrtSlot.ReleaseSessionOptions, options);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lease.LeaveAsOwner();

    /// <summary>A session made here has released everything native it held.</summary>
    internal void SessionClosed() => _lease.Leave();

    private static OnnxRuntime? Load(string file, out string report)
    {
        var library = NativeLibrary.Load(file);
        var apiBase = ((delegate* unmanaged<void**>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        var version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)apiBase[1])()) ?? "";
        var table = ((delegate* unmanaged<uint, void**>)apiBase[0])(ApiVersion);
        if (table is null)
        {
            report =
                $"Model scoring is off: ONNX Runtime '{version}' in '{file}' is older than 1.{ApiVersion}, the first accepted.";
            return null;
        }

        var api = new OrtApi(table);
        report = $"ONNX Runtime {version} from '{file}' scores on the CPU; "
            + $"providers built in: {string.Join(", ", api.Providers())}.";
        return new OnnxRuntime(api, version, file);
    }

    private void Release()
    {
        Api.Release(OrtSlot.ReleaseMemoryInfo, MemoryInfo);
        Api.Release(OrtSlot.ReleaseEnv, Env);
    }
}
