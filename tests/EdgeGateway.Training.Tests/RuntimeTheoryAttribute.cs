namespace EdgeGateway.Training.Tests;

/// <summary>A theory that needs the native library.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuntimeTheoryAttribute : TheoryAttribute
{
    public RuntimeTheoryAttribute() => Skip = new RuntimeFactAttribute().Skip;
}
