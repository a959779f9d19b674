namespace EdgeGateway.TestKit;

/// <summary>
/// Where the real data sets are: <c>EDGE_TEST_DATA</c>, or <c>../shared/data</c> beside the repository.
/// They never enter the repository; a test that needs one skips with a sentence when it is absent.
/// </summary>
public static class TestData
{
    /// <summary>The repository's root folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder with the data sets; it may not exist.</summary>
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("EDGE_TEST_DATA") ?? Path.Combine(Repository, "..", "shared", "data");

    /// <summary>The full path of a file or folder of the data sets.</summary>
    public static string PathOf(string relative) => Path.GetFullPath(Path.Combine(Root, relative));

    private static string FindRepository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "EdgeGateway.sln")))
            {
                return folder;
            }
        }

        return Environment.CurrentDirectory;
    }
}
