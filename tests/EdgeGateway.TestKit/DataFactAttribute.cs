using Xunit;

namespace EdgeGateway.TestKit;

/// <summary>A fact that needs a real data set and skips, saying which, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    /// <summary>Needs <paramref name="path"/> below the data folder.</summary>
    public DataFactAttribute(string path)
    {
        Path = path;
        if (!System.IO.Path.Exists(TestData.PathOf(path)))
        {
            Skip = $"The data set '{path}' is absent: set EDGE_TEST_DATA to the folder that holds it.";
        }
    }

    /// <summary>The data set, relative to the data folder.</summary>
    public string Path { get; }
}
