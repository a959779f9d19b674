using EdgeGateway.Inference.Native;

namespace EdgeGateway.Inference.Sessions;

/// <summary>A native session with its pool of bindings.</summary>
internal sealed class OnnxSession : IModelSession
{
    /// <summary>Idle bindings kept; more callers at once get bindings that are freed on return.</summary>
    private const int PoolSize = 64;

    private const int MaxTensorElements = 16 << 20;

    private readonly OnnxRuntime _runtime;
    private readonly nint _session;
    private readonly NativeLease _lease;
    private readonly OnnxBinding?[] _idle = new OnnxBinding?[PoolSize];

    /// <summary>Takes over the handle, unless it throws.</summary>
    public OnnxSession(OnnxRuntime runtime, nint session)
    {
        _runtime = runtime;
        _session = session;
        var api = runtime.Api;
        Inputs = Describe(api.InputCount(session), "input", OrtSlot.SessionGetInputTypeInfo, i => api.InputName(session, i));
        Outputs = Describe(api.OutputCount(session), "output", OrtSlot.SessionGetOutputTypeInfo, i => api.OutputName(session, i));
        _lease = new NativeLease(Release);
    }

    public IReadOnlyList<TensorSpec> Inputs { get; }

    public IReadOnlyList<TensorSpec> Outputs { get; }

    public IModelBinding Rent()
    {
        ObjectDisposedException.ThrowIf(!_lease.TryEnter(), this);
        try
        {
            return TakeIdle() ?? new OnnxBinding(_runtime.Api, _session, _runtime.MemoryInfo, Inputs, Outputs);
        }
        catch
        {
            _lease.Leave();
            throw;
        }
    }

    public void GiveBack(IModelBinding binding)
    {
        var returned = (OnnxBinding)binding;
        if (!TryKeep(returned))
        {
            returned.Release();
        }

        _lease.Leave();
    }

    public void Dispose() => _lease.LeaveAsOwner();

    private OnnxBinding? TakeIdle()
    {
        foreach (ref var slot in _idle.AsSpan())
        {
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } binding)
            {
                return binding;
            }
        }

        return null;
    }

    private bool TryKeep(OnnxBinding binding)
    {
        foreach (ref var slot in _idle.AsSpan())
        {
            if (slot is null && Interlocked.CompareExchange(ref slot, binding, null) is null)
            {
                return true;
            }
        }

        return false;
    }

    private TensorSpec[] Describe(int count, string kind, OrtSlot typeFunction, Func<int, string> nameOf)
    {
        var tensors = new TensorSpec[count];
        for (var i = 0; i < count; i++)
        {
            var name = nameOf(i);
            var (type, shape) = _runtime.Api.TypeOf(typeFunction, _session, i);
            if (!Enum.IsDefined((TensorElementType)type))
            {
                throw new OnnxRuntimeException(
                    $"The {kind} '{name}' has element type '{type}'; accepted are float, int32 and int64.");
            }

            tensors[i] = new TensorSpec(name, (TensorElementType)type, FixedShape(kind, name, shape));
        }

        return tensors;
    }

    private static int[] FixedShape(string kind, string name, long[] shape)
    {
        long elements = 1;
        foreach (var dimension in shape)
        {
            elements = dimension is > 0 and <= MaxTensorElements ? elements * dimension : long.MaxValue;
            if (elements > MaxTensorElements)
            {
                throw new OnnxRuntimeException(
                    $"The {kind} '{name}' has shape '[{string.Join(',', shape)}]'; every dimension must be fixed and positive, "
                    + $"with at most {MaxTensorElements} elements.");
            }
        }

        return [.. shape.Select(static dimension => (int)dimension)];
    }

    private void Release()
    {
        while (TakeIdle() is { } binding)
        {
            binding.Release();
        }

        _runtime.Api.Release(OrtSlot.ReleaseSession, _session);
        _runtime.SessionClosed();
    }
}
