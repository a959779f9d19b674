using System.Runtime.InteropServices;
using EdgeGateway.Inference.Native;

namespace EdgeGateway.Inference.Sessions;

/// <summary>One block of native memory, sliced into the tensors of a session and bound to it once.</summary>
internal sealed unsafe class OnnxBinding : IModelBinding
{
    private const int Alignment = 64;

    private readonly OrtApi _api;
    private readonly nint _session;
    private readonly int _inputCount;
    private readonly nint[] _values;
    private readonly int[] _offsets;
    private readonly int[] _bytes;
    private nint _binding;
    private byte* _memory;

    public OnnxBinding(
        OrtApi api, nint session, nint memoryInfo, IReadOnlyList<TensorSpec> inputs, IReadOnlyList<TensorSpec> outputs)
    {
        _api = api;
        _session = session;
        _inputCount = inputs.Count;
        _values = new nint[inputs.Count + outputs.Count];
        _offsets = new int[_values.Length];
        _bytes = new int[_values.Length];
        try
        {
            Reserve([.. inputs, .. outputs]);
            _binding = api.CreateIoBinding(session);
            for (var i = 0; i < _values.Length; i++)
            {
                Bind(i, i < _inputCount ? inputs[i] : outputs[i - _inputCount], memoryInfo);
            }
        }
        catch
        {
            Release();
            throw;
        }
    }

    public Span<byte> Input(int index) => Slice(index);

    public ReadOnlySpan<byte> Output(int index) => Slice(_inputCount + index);

    public void Run() => _api.Run(_session, _binding);

    /// <summary>Frees everything native; only the session calls it, after the last run.</summary>
    public void Release()
    {
        _api.Release(OrtSlot.ReleaseIoBinding, _binding);
        _binding = 0;
        for (var i = 0; i < _values.Length; i++)
        {
            _api.Release(OrtSlot.ReleaseValue, _values[i]);
            _values[i] = 0;
        }

        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }

    private void Reserve(TensorSpec[] tensors)
    {
        var total = 0;
        for (var i = 0; i < tensors.Length; i++)
        {
            _offsets[i] = total;
            _bytes[i] = checked(tensors[i].Count * tensors[i].ElementBytes);
            total = checked(total + ((_bytes[i] + Alignment - 1) & ~(Alignment - 1)));
        }

        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)total, Alignment);
        new Span<byte>(_memory, total).Clear();
    }

    private void Bind(int index, TensorSpec tensor, nint memoryInfo)
    {
        var shape = new long[tensor.Shape.Count];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = tensor.Shape[i];
        }

        _values[index] = _api.CreateTensor(memoryInfo, _memory + _offsets[index], (nuint)_bytes[index], shape, (int)tensor.Type);
        var name = Marshal.StringToCoTaskMemUTF8(tensor.Name);
        try
        {
            if (index < _inputCount)
            {
                _api.BindInput(_binding, (byte*)name, _values[index]);
            }
            else
            {
                _api.BindOutput(_binding, (byte*)name, _values[index]);
            }
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
        }
    }

    private Span<byte> Slice(int index) => new(_memory + _offsets[index], _bytes[index]);
}
