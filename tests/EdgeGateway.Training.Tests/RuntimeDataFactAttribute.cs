using EdgeGateway.TestKit;

namespace EdgeGateway.Training.Tests;

/// <summary>A fact that needs the native library and a real data set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuntimeDataFactAttribute : FactAttribute
{
    public RuntimeDataFactAttribute(string path)
    {
        Path = path;
        Skip = new RuntimeFactAttribute().Skip ?? new DataFactAttribute(path).Skip;
    }

    public string Path { get; }
}
