using System.Runtime.InteropServices;

namespace EdgeGateway.Inference.Native;

/// <summary>
/// The functions of the native table, typed. Handles are plain pointers; a call that can fail throws
/// <see cref="OnnxRuntimeException"/> with the library's own text and releases the status object.
/// </summary>
internal readonly unsafe partial struct OrtApi(void** table)
{
    private const int LogErrorsOnly = 3;
    private const int Sequential = 0;
    private const int AllOptimizations = 99;
    private const int ArenaAllocator = 1;
    private const int DefaultMemory = 0;

    public nint CreateEnv(byte* name)
    {
        nint env;
        Check(((delegate* unmanaged<int, byte*, nint*, nint>)Slot(OrtSlot.CreateEnv))(LogErrorsOnly, name, &env));
        return env;
    }

    public nint CreateCpuMemoryInfo()
    {
        nint info;
        Check(((delegate* unmanaged<int, int, nint*, nint>)Slot(OrtSlot.CreateCpuMemoryInfo))(
            ArenaAllocator, DefaultMemory, &info));
        return info;
    }

    /// <summary>One thread, sequential, no spinning: concurrency is the caller's, and the cores belong to pages.</summary>
    public nint CreateSessionOptions()
    {
        nint options;
        Check(((delegate* unmanaged<nint*, nint>)Slot(OrtSlot.CreateSessionOptions))(&options));
        SetOption(OrtSlot.SetSessionExecutionMode, options, Sequential);
        SetOption(OrtSlot.SetSessionGraphOptimizationLevel, options, AllOptimizations);
        SetOption(OrtSlot.SetIntraOpNumThreads, options, 1);
        SetOption(OrtSlot.SetInterOpNumThreads, options, 1);
        SetConfig(options, "session.intra_op.allow_spinning\0"u8, "0\0"u8);
        SetConfig(options, "session.inter_op.allow_spinning\0"u8, "0\0"u8);
        return options;
    }

    public nint CreateSession(nint env, ReadOnlySpan<byte> model, nint options)
    {
        nint session;
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)Slot(OrtSlot.CreateSessionFromArray))(
                env, bytes, (nuint)model.Length, options, &session));
        }

        return session;
    }

    public nint CreateTensor(nint memoryInfo, void* data, nuint bytes, ReadOnlySpan<long> shape, int elementType)
    {
        nint value;
        fixed (long* dimensions = shape)
        {
            Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)Slot(
                OrtSlot.CreateTensorWithDataAsOrtValue))(
                    memoryInfo, data, bytes, dimensions, (nuint)shape.Length, elementType, &value));
        }

        return value;
    }

    public nint CreateIoBinding(nint session)
    {
        nint binding;
        Check(((delegate* unmanaged<nint, nint*, nint>)Slot(OrtSlot.CreateIoBinding))(session, &binding));
        return binding;
    }

    public void BindInput(nint binding, byte* name, nint value) =>
        Check(((delegate* unmanaged<nint, byte*, nint, nint>)Slot(OrtSlot.BindInput))(binding, name, value));

    public void BindOutput(nint binding, byte* name, nint value) =>
        Check(((delegate* unmanaged<nint, byte*, nint, nint>)Slot(OrtSlot.BindOutput))(binding, name, value));

    public void Run(nint session, nint binding) =>
        Check(((delegate* unmanaged<nint, nint, nint, nint>)Slot(OrtSlot.RunWithBinding))(session, 0, binding));

    public void Release(OrtSlot function, nint handle)
    {
        if (handle != 0)
        {
            ((delegate* unmanaged<nint, void>)Slot(function))(handle);
        }
    }

    private void SetOption(OrtSlot function, nint options, int value) =>
        Check(((delegate* unmanaged<nint, int, nint>)Slot(function))(options, value));

    private void SetConfig(nint options, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        fixed (byte* k = key, v = value)
        {
            Check(((delegate* unmanaged<nint, byte*, byte*, nint>)Slot(OrtSlot.AddSessionConfigEntry))(options, k, v));
        }
    }

    private void* Slot(OrtSlot slot) => table[(int)slot];

    private void Check(nint status)
    {
        if (status != 0)
        {
            Throw(status);
        }
    }

    private void Throw(nint status)
    {
        var text = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<nint, byte*>)Slot(OrtSlot.GetErrorMessage))(status));
        Release(OrtSlot.ReleaseStatus, status);
        throw new OnnxRuntimeException(text ?? "ONNX Runtime gave no reason.");
    }
}
