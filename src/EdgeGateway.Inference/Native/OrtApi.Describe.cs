using System.Runtime.InteropServices;

namespace EdgeGateway.Inference.Native;

/// <summary>What a library and a session say about themselves.</summary>
internal readonly unsafe partial struct OrtApi
{
    public string[] Providers()
    {
        byte** names;
        int count;
        Check(((delegate* unmanaged<byte***, int*, nint>)Slot(OrtSlot.GetAvailableProviders))(&names, &count));
        var result = new string[count];
        for (var i = 0; i < count; i++)
        {
            result[i] = Marshal.PtrToStringUTF8((nint)names[i]) ?? "";
        }

        Check(((delegate* unmanaged<byte**, int, nint>)Slot(OrtSlot.ReleaseAvailableProviders))(names, count));
        return result;
    }

    public int InputCount(nint session) => Count(OrtSlot.SessionGetInputCount, session);

    public int OutputCount(nint session) => Count(OrtSlot.SessionGetOutputCount, session);

    public string InputName(nint session, int index) => Name(OrtSlot.SessionGetInputName, session, index);

    public string OutputName(nint session, int index) => Name(OrtSlot.SessionGetOutputName, session, index);

    /// <summary>Element type and dimensions (-1 = dynamic) of an input or output; type 0 when it is no tensor.</summary>
    public (int ElementType, long[] Shape) TypeOf(OrtSlot function, nint session, int index)
    {
        nint type;
        Check(((delegate* unmanaged<nint, nuint, nint*, nint>)Slot(function))(session, (nuint)index, &type));
        try
        {
            nint tensor;
            Check(((delegate* unmanaged<nint, nint*, nint>)Slot(OrtSlot.CastTypeInfoToTensorInfo))(type, &tensor));
            return tensor == 0 ? (0, []) : (ElementType(tensor), Shape(tensor));
        }
        finally
        {
            Release(OrtSlot.ReleaseTypeInfo, type);
        }
    }

    private int ElementType(nint tensor)
    {
        int type;
        Check(((delegate* unmanaged<nint, int*, nint>)Slot(OrtSlot.GetTensorElementType))(tensor, &type));
        return type;
    }

    private long[] Shape(nint tensor)
    {
        nuint rank;
        Check(((delegate* unmanaged<nint, nuint*, nint>)Slot(OrtSlot.GetDimensionsCount))(tensor, &rank));
        var shape = new long[(int)rank];
        fixed (long* dimensions = shape)
        {
            Check(((delegate* unmanaged<nint, long*, nuint, nint>)Slot(OrtSlot.GetDimensions))(tensor, dimensions, rank));
        }

        return shape;
    }

    private int Count(OrtSlot function, nint session)
    {
        nuint count;
        Check(((delegate* unmanaged<nint, nuint*, nint>)Slot(function))(session, &count));
        return (int)count;
    }

    private string Name(OrtSlot function, nint session, int index)
    {
        nint allocator;
        Check(((delegate* unmanaged<nint*, nint>)Slot(OrtSlot.GetAllocatorWithDefaultOptions))(&allocator));
        byte* name;
        Check(((delegate* unmanaged<nint, nuint, nint, byte**, nint>)Slot(function))(session, (nuint)index, allocator, &name));
        var text = Marshal.PtrToStringUTF8((nint)name) ?? "";
        Check(((delegate* unmanaged<nint, void*, nint>)Slot(OrtSlot.AllocatorFree))(allocator, name));
        return text;
    }
}
