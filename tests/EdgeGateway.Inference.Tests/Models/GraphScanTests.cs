using EdgeGateway.Inference.Models;

namespace EdgeGateway.Inference.Tests.Models;

/// <summary>What a graph may not contain, looked at before any native code sees the bytes.</summary>
public sealed class GraphScanTests
{
    private static readonly string[] Locations =
    [
        "../../../etc/passwd", "/etc/passwd", "a/../../b", "C:\\x", "\\\\host\\share", "weights.bin", "./weights.bin", "", ".",
        "..", "/dev/zero", "file:///etc/passwd", "*/_ORT_MEM_ADDR_/*", "weights.bin\0",
    ];

    public static TheoryData<string, string> ExternalData
    {
        get
        {
            string[] places = ["initializer", "sparse", "attribute", "subgraph", "function", "second graph field"];
            var data = new TheoryData<string, string>();
            foreach (var location in Locations)
            {
                foreach (var place in places)
                {
                    data.Add(location, place);
                }
            }

            return data;
        }
    }

    [Fact]
    public void OrdinaryGraph_HasNoFault() => Assert.Null(GraphScan.FindFault(new TinyGraph().ToArray()));

    [Theory]
    [MemberData(nameof(ExternalData))]
    public void ExternalData_IsFoundWhereverItHides(string location, string place)
    {
        var entry = new ProtobufText().Text(1, "location").Text(2, location);
        var tensor = new ProtobufText().Number(1, 4).Number(2, 1).Text(8, "outside").Message(13, entry).Number(14, 1);
        var graph = new TinyGraph
        {
            AddToGraph = place switch
            {
                "initializer" => g => g.Message(5, tensor),
                "sparse" => g => g.Message(15, new ProtobufText().Message(1, tensor)),
                "attribute" => g => g.Message(
                    1, TinyGraph.Node("Constant", [], ["c"], new ProtobufText().Text(1, "value").Message(5, tensor))),
                "subgraph" => g => g.Message(1, TinyGraph.Node(
                    "If", ["k"], ["c"], new ProtobufText().Text(1, "then_branch").Message(
                        6, new ProtobufText().Message(5, tensor)))),
                _ => null,
            },
            AddToModel = place switch
            {
                "function" => m => m.Message(25, new ProtobufText().Text(1, "f").Message(
                    7, TinyGraph.Node("Constant", [], ["c"], new ProtobufText().Message(5, tensor)))),
                "second graph field" => m => m.Message(7, new ProtobufText().Message(5, tensor)),
                _ => null,
            },
        };

        Assert.NotNull(GraphScan.FindFault(graph.ToArray()));
    }

    [Fact]
    public void ExternalEntryWithoutTheLocationFlag_IsRefusedToo()
    {
        var tensor = new ProtobufText().Number(2, 1).Message(13, new ProtobufText().Text(1, "location").Text(2, "x"));

        Assert.Equal(
            "a tensor keeps its data outside the file, which is not accepted",
            GraphScan.FindFault(new TinyGraph { AddToGraph = graph => graph.Message(5, tensor) }.ToArray()));
    }

    [Theory]
    [InlineData(1L << 40, "a tensor has an impossible dimension")]
    [InlineData(-1, "a tensor has an impossible dimension")]
    [InlineData(3, "a tensor of 3 elements has 8 bytes")]
    public void DimensionsThatDoNotFitTheBytes_AreRefused(long dimension, string fault)
    {
        var tensor = TinyGraph.Tensor("t", 1, [dimension], new byte[8]);

        Assert.Equal(fault, GraphScan.FindFault(new TinyGraph { AddToGraph = graph => graph.Message(5, tensor) }.ToArray()));
    }

    [Fact]
    public void PackedDimensions_AreCheckedAlike()
    {
        var tensor = new ProtobufText().Bytes(1, [2, 3]).Number(2, 1).Bytes(9, new byte[20]);

        Assert.Equal(
            "a tensor of 6 elements has 20 bytes",
            GraphScan.FindFault(new TinyGraph { AddToGraph = graph => graph.Message(5, tensor) }.ToArray()));
    }

    [Fact]
    public void OverflowingProduct_IsRefused()
    {
        var tensor = TinyGraph.Tensor("t", 1, [65536, 65536, 65536, 65536], []);

        Assert.Equal(
            "a tensor has an impossible dimension",
            GraphScan.FindFault(new TinyGraph { AddToGraph = graph => graph.Message(5, tensor) }.ToArray()));
    }

    [Fact]
    public void OperatorOfAnotherDomain_IsNamed()
    {
        var node = TinyGraph.Node("Exec", ["k"], ["x"]).Text(7, "com.example");

        Assert.Equal(
            "it uses an operator of domain 'com.example'; accepted are ai.onnx and ai.onnx.ml",
            GraphScan.FindFault(new TinyGraph { AddToGraph = graph => graph.Message(1, node) }.ToArray()));
    }

    [Fact]
    public void TooManyNodes_AreRefused()
    {
        var fault = GraphScan.FindFault(new TinyGraph
        {
            AddToGraph = graph =>
            {
                for (var i = 0; i < 10_000; i++)
                {
                    graph.Message(1, TinyGraph.Node("Identity", ["k"], ["x"]));
                }
            },
        }.ToArray());

        Assert.Equal("it has more than 10000 nodes", fault);
    }

    [Fact]
    public void TrainingInformation_IsRefused() => Assert.Equal(
        "it has training information, which is not served",
        GraphScan.FindFault(new TinyGraph { AddToModel = model => model.Message(20, new ProtobufText()) }.ToArray()));

    [Fact]
    public void EmptyFile_HasNoGraph() => Assert.Equal("it has no graph", GraphScan.FindFault([]));

    [Fact]
    public void EveryTruncation_IsAFaultOrHarmless()
    {
        var model = new TinyGraph().ToArray();
        for (var length = 0; length < model.Length; length++)
        {
            // The graph is the second field: until it is complete, there is none.
            var fault = GraphScan.FindFault(model.AsSpan(0, length));
            Assert.True(fault is not null || length > model.Length - 10, $"Length {length} passed.");
        }
    }
}
