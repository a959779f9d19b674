using EdgeGateway.Tests.Support;

namespace EdgeGateway.Tests.Configuration;

/// <summary>One mistake in the <c>Edge</c> section gives one problem: the place, the value in quotes and what is accepted.</summary>
public sealed class ConfigProblemTests
{
    public static TheoryData<string, string, string, string> Cases { get; } = new()
    {
        // Unknown keys, with the near miss.
        { """{ "Cahce": {} }""", "Edge:Cahce", "'Cahce'", "Did you mean 'Cache'?" },
        { """{ "cache": {} }""", "Edge:cache", "'cache'", "Did you mean 'Cache'?" },
        { """{ "Admin": { "Listn": "x" } }""", "Edge:Admin:Listn", "'Listn'", "Did you mean 'Listen'?" },
        { """{ "Cache": { "MaxByte": "1GB" } }""", "Edge:Cache:MaxByte", "'MaxByte'", "Did you mean 'MaxBytes'?" },
        { """{ "Cache": { "Policies": { "a": { "Ttl": { "WhenSilent": "1s" } } } } }""", "Edge:Cache:Policies:a:Ttl:WhenSilent", "'WhenSilent'", "WhenOriginSilent" },
        { """{ "Events": { "Limits": { "Events": 5 } } }""", "Edge:Events:Limits:Events", "'Events'", "EventsPerRequest" },
        { """{ "Recommendations": { "Model": "models" } }""", "Edge:Recommendations:Model", "'Model'", "Did you mean 'Models'?" },

        // Wrong types.
        { """{ "Data": 5 }""", "Edge:Data", "'5'", "a string" },
        { """{ "ShowDecisions": "yes" }""", "Edge:ShowDecisions", "'yes'", "true or false" },
        { """{ "Cache": [] }""", "Edge:Cache", "'[]'", "an object" },
        { """{ "Cache": { "Policies": { "a": true } } }""", "Edge:Cache:Policies:a", "'true'", "an object" },
        { """{ "Cache": { "Policies": { "a": { "Tags": "page" } } } }""", "Edge:Cache:Policies:a:Tags", "'page'", "an array of strings" },
        { """{ "Cache": { "Policies": { "a": { "Tags": ["page", 5] } } } }""", "Edge:Cache:Policies:a:Tags:1", "'5'", "a string" },
        { """{ "Slots": { "s": { "Selector": 5, "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Selector", "'5'", "a string" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": "banner" } } }""", "Edge:Slots:s:Choose", "'banner'", "an array of objects" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": ["banner"] } } }""", "Edge:Slots:s:Choose:0", "'banner'", "an object" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Fragment": 5 }] } } }""", "Edge:Slots:s:Choose:0:Fragment", "'5'", "a string" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Fragment": "banner", "Values": { "a": 1 } }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Choose:0:Values:a", "'1'", "a string" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Fragment": "banner", "Recommend": "trending" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Choose:0:Recommend", "'trending'", "an object" },
        { """{ "Segments": { "s": { "When": 5 } } }""", "Edge:Segments:s:When", "'5'", "a string" },
        { """{ "Segments": { "a": 5, "b": { "When": "segment('a')" } } }""", "Edge:Segments:a", "'5'", "an object" },
        { """{ "Events": { "Automatic": [{ "Path": 5, "Type": "view" }] } }""", "Edge:Events:Automatic:0:Path", "'5'", "a string" },

        // Names.
        { """{ "Cache": { "Policies": { "": {} } } }""", "Edge:Cache:Policies", "''", "at least one character" },
        { """{ "Cache": { "Policies": { "A": {}, "a": {} } } }""", "Edge:Cache:Policies:a", "'A'", "differ only in case" },

        // Ranges.
        { """{ "Cache": { "MaxBytes": "1kB" } }""", "Edge:Cache:MaxBytes", "'1kB'", "from 1MB to 1TB" },
        { """{ "Cache": { "Policies": { "a": { "Compress": "yes" } } } }""", "Edge:Cache:Policies:a:Compress", "'yes'", "true or false" },
        { """{ "Cache": { "Policies": { "a": { "MaxVariants": 0 } } } }""", "Edge:Cache:Policies:a:MaxVariants", "'0'", "from 1 to 1000" },
        { """{ "Cache": { "Policies": { "a": { "MaxVariants": 1.5 } } } }""", "Edge:Cache:Policies:a:MaxVariants", "'1.5'", "a whole number" },
        { """{ "Cache": { "Policies": { "a": { "MaxObjectBytes": "0B" } } } }""", "Edge:Cache:Policies:a:MaxObjectBytes", "'0B'", "from 1B" },
        { """{ "Recommendations": { "PageDeadline": "0s" } }""", "Edge:Recommendations:PageDeadline", "'0s'", "from 1ms to 5s" },
        { """{ "Slots": { "s": { "Selector": "p", "Deadline": "1m", "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Deadline", "'1m'", "from 1ms to 5s" },
        { """{ "Segments": { "s": { "When": "true", "Priority": 5000 } } }""", "Edge:Segments:s:Priority", "'5000'", "from -1000 to 1000" },
        { """{ "Events": { "CheckpointEvery": "1ms" } }""", "Edge:Events:CheckpointEvery", "'1ms'", "from 1s to 1d" },
        { """{ "Events": { "Limits": { "BodyBytes": "1GB" } } }""", "Edge:Events:Limits:BodyBytes", "'1GB'", "from 1kB to 16MB" },
        { """{ "Events": { "Limits": { "PerVisitorPerSecond": 0 } } }""", "Edge:Events:Limits:PerVisitorPerSecond", "'0'", "a number from 0.01" },
        { """{ "Experiments": { "e": { "Holdout": 1.5, "Variants": { "a": {}, "b": {} } } } }""", "Edge:Experiments:e:Holdout", "'1.5'", "from 0 to 1" },
        { """{ "Experiments": { "e": { "Variants": { "a": { "Weight": -1 }, "b": {} } } } }""", "Edge:Experiments:e:Variants:a:Weight", "'-1'", "from 0" },

        // Durations and sizes.
        { """{ "Cache": { "Policies": { "a": { "StaleIfError": "-1s" } } } }""", "Edge:Cache:Policies:a:StaleIfError", "'-1s'", "ms, s, m, h or d" },
        { """{ "Cache": { "Policies": { "a": { "StaleIfError": "1e9d" } } } }""", "Edge:Cache:Policies:a:StaleIfError", "'1e9d'", "ms, s, m, h or d" },
        { """{ "Cache": { "Policies": { "a": { "StaleIfError": "60" } } } }""", "Edge:Cache:Policies:a:StaleIfError", "'60'", "ms, s, m, h or d" },
        { """{ "Cache": { "Policies": { "a": { "StaleIfError": 60 } } } }""", "Edge:Cache:Policies:a:StaleIfError", "'60'", "ms, s, m, h or d" },
        { """{ "Cache": { "Policies": { "a": { "StaleIfError": "99999d" } } } }""", "Edge:Cache:Policies:a:StaleIfError", "'99999d'", "ms, s, m, h or d" },
        { """{ "Cache": { "MaxBytes": "512" } }""", "Edge:Cache:MaxBytes", "'512'", "B, kB, MB or GB" },
        { """{ "Cache": { "MaxBytes": "512mb" } }""", "Edge:Cache:MaxBytes", "'512mb'", "B, kB, MB or GB" },

        // Words.
        { """{ "Cache": { "Policies": { "a": { "Mode": "overide" } } } }""", "Edge:Cache:Policies:a:Mode", "'overide'", "Did you mean 'override'?" },
        { """{ "Cache": { "Policies": { "a": { "Forward": "some" } } } }""", "Edge:Cache:Policies:a:Forward", "'some'", "all or keyed" },
        { """{ "Cache": { "Policies": { "a": { "VaryBy": ["devise"] } } } }""", "Edge:Cache:Policies:a:VaryBy:0", "'devise'", "Did you mean 'device'?" },
        { """{ "Cache": { "Policies": { "a": { "VaryBy": ["header:a b"] } } } }""", "Edge:Cache:Policies:a:VaryBy:0", "'header:a b'", "header:NAME" },
        { """{ "Visitors": { "Consent": { "Default": "optin" } } }""", "Edge:Visitors:Consent:Default", "'optin'", "Did you mean 'opt-in'?" },
        { """{ "Slots": { "s": { "Selector": "p", "MinHeight": "12px; color: red", "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:MinHeight", "'12px; color: red'", "a CSS length" },
        { """{ "Slots": { "s": { "Selector": "p", "MinHeight": "12px", "Position": "after", "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:MinHeight", "'MinHeight'", "'inner', 'prepend'" },
        { """{ "Slots": { "s": { "Selector": "p", "Position": "instead", "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Position", "'instead'", "replace or inner" },

        // Policies.
        { """{ "Cache": { "Policies": { "a": { "Extends": "htm" }, "html": {} } } }""", "Edge:Cache:Policies:a:Extends", "'htm'", "Did you mean 'html'?" },
        { """{ "Cache": { "Policies": { "a": { "Extends": "b" }, "b": { "Extends": "a" } } } }""", "Edge:Cache:Policies:b:Extends", "'b'", "a -> b -> a" },
        { """{ "Cache": { "Policies": { "a": { "Extends": "a" } } } }""", "Edge:Cache:Policies:a:Extends", "'a'", "a -> a" },
        { """{ "Cache": { "Policies": { "a": { "Mode": "override" } } } }""", "Edge:Cache:Policies:a:Ttl:Override", "'Override'", "60s" },
        { """{ "Cache": { "Policies": { "a": { "Query": { "Ignore": ["*"] } } } } }""", "Edge:Cache:Policies:a:Query:Ignore:0", "'*'", "utm_*" },

        { """{ "Cache": { "Policies": { "a": { "Query": { "Include": ["id", ""] } } } } }""", "Edge:Cache:Policies:a:Query:Include:1", "''", "a parameter's name" },
        { """{ "Cache": { "Policies": { "a": { "Query": { "Sorts": true } } } } }""", "Edge:Cache:Policies:a:Query:Sorts", "'Sorts'", "Did you mean 'Sort'?" },
        { """{ "Cache": { "Policies": { "a": { "Query": { "Sort": "name" } } } } }""", "Edge:Cache:Policies:a:Query:Sort", "'name'", "true or false" },
        { """{ "Cache": { "Policies": { "a": { "Collapse": "no" } } } }""", "Edge:Cache:Policies:a:Collapse", "'no'", "true or false" },
        { """{ "Cache": { "Policies": { "a": { "Status": { "40x": "1s" } } } } }""", "Edge:Cache:Policies:a:Status:40x", "'40x'", "5xx" },
        { """{ "Cache": { "Policies": { "a": { "Status": { "206": "1s" } } } } }""", "Edge:Cache:Policies:a:Status:206", "'206'", "never stored" },
        { """{ "Cache": { "Policies": { "a": { "Status": { "404": "soon" } } } } }""", "Edge:Cache:Policies:a:Status:404", "'soon'", "ms, s, m, h or d" },
        { """{ "Cache": { "Policies": { "a": { "Status": "404" } } } }""", "Edge:Cache:Policies:a:Status", "'404'", "an object of durations" },
        { """{ "Cache": { "Policies": { "a": { "MinObjectBytes": "2MB", "MaxObjectBytes": "1MB" } } } }""", "Edge:Cache:Policies:a:MinObjectBytes", "'2MB'", "at most MaxObjectBytes" },
        { """{ "Cache": { "Policies": { "a": { "VaryBy": ["language"] } } } }""", "Edge:Cache:Policies:a:VaryBy:0", "'language'", "Languages" },
        { """{ "Cache": { "Policies": { "a": { "Languages": ["en", "d_e"], "VaryBy": ["language"] } } } }""", "Edge:Cache:Policies:a:Languages:1", "'d_e'", "pt-BR" },
        { """{ "Cache": { "Policies": { "a": { "VaryBy": ["device", "country"] } } } }""", "Edge:Cache:Policies:a:VaryBy:1", "'country'", "Edge:Cache:CountryHeader" },
        { """{ "Cache": { "CountryHeader": "CF IPCountry" } }""", "Edge:Cache:CountryHeader", "'CF IPCountry'", "CF-IPCountry" },
        { """{ "Cache": { "Policies": { "a": { "VaryBy": ["header:Cookie"] } } } }""", "Edge:Cache:Policies:a:VaryBy:0", "'header:Cookie'", "cookie:NAME" },
        { """{ "Cache": { "Policies": { "a": { "VaryBy": ["header:X-Forwarded-For"] } } } }""", "Edge:Cache:Policies:a:VaryBy:0", "'header:X-Forwarded-For'", "never sends" },
        { """{ "Cache": { "Policies": { "a": { "VaryBy": ["segment:x"] } } } }""", "Edge:Cache:Policies:a:VaryBy:0", "'x'", "does not exist" },
        { """{ "Cache": { "Policies": { "a": { "VaryBy": ["device", "segment:buyers"] }, "b": { "Extends": "a" } } }, "Segments": { "buyers": { "When": "count('purchase', 7d) > 0" } } }""", "Edge:Cache:Policies:a:VaryBy:1", "'buyers'", "the visitor is found out later" },
        { """{ "Cache": { "Policies": { "a": { "Mode": "override" }, "b": { "Extends": "a" } } } }""", "Edge:Cache:Policies:a:Ttl:Override", "'Override'", "60s" },

        { """{ "Cache": { "Policies": { "a": { "Headers": { "Set": { "Cache-Control": "public" } } } } } }""", "Edge:Cache:Policies:a:Headers:Set:Cache-Control", "'Cache-Control'", "told apart" },
        { """{ "Cache": { "Policies": { "a": { "Headers": { "Set": { "X-A": "b\u000ac" } } } } } }""", "Edge:Cache:Policies:a:Headers:Set:X-A", "'b c'", "visible ASCII" },
        { """{ "Cache": { "Policies": { "a": { "Headers": { "Remove": ["Server", "set-cookie"] } } } } }""", "Edge:Cache:Policies:a:Headers:Remove:1", "'set-cookie'", "not accepted" },
        { """{ "Cache": { "Policies": { "a": { "Headers": { "Remove": ["X A"] } } } } }""", "Edge:Cache:Policies:a:Headers:Remove:0", "'X A'", "X-Frame-Options" },
        { """{ "Cache": { "Policies": { "a": { "Headers": { "Add": {} } } } } }""", "Edge:Cache:Policies:a:Headers:Add", "'Add'", "accepted are Remove, Set" },
        { """{ "Cache": { "Purge": { "Key": "short" } } }""", "Edge:Cache:Purge:Key", "purge key", "at least 16 characters" },
        { """{ "Cache": { "Purge": { "Key": "sixteen chars and blanks" } } }""", "Edge:Cache:Purge:Key", "purge key", "without blanks" },
        { """{ "Cache": { "Purge": { "KeyFile": "none.key" } } }""", "Edge:Cache:Purge:KeyFile", "none.key'", "a file" },
        { """{ "Cache": { "Purge": { "Key": "0123456789abcdef", "KeyFile": "none.key" } } }""", "Edge:Cache:Purge:KeyFile", "'KeyFile'", "one of them" },
        { """{ "Cache": { "Purge": { "Kye": "x" } } }""", "Edge:Cache:Purge:Kye", "'Kye'", "Did you mean 'Key'?" },

        // Addresses and paths.
        { """{ "Admin": { "Listen": "http://0.0.0.0:9901" } }""", "Edge:Admin:Listen", "'http://0.0.0.0:9901'", "loopback" },
        { """{ "Admin": { "Listen": "https://127.0.0.1:9901" } }""", "Edge:Admin:Listen", "'https://127.0.0.1:9901'", "http on a loopback" },
        { """{ "Admin": { "Listen": "http://127.0.0.1:9901/admin" } }""", "Edge:Admin:Listen", "'http://127.0.0.1:9901/admin'", "without a path" },
        { """{ "Admin": { "Listen": "http://localhost:0" } }""", "Edge:Admin:Listen", "'http://localhost:0'", "loopback" },
        { """{ "Admin": { "Listen": "9901" } }""", "Edge:Admin:Listen", "'9901'", "loopback" },
        { """{ "Data": "" }""", "Edge:Data", "''", "a path" },
        { """{ "Data": "a\u0000b" }""", "Edge:Data", "'a\uFFFDb'", "a path" },
        { """{ "Fragments": { "Directory": 5 }, "Slots": { "s": { "Selector": "p", "Choose": [{ "Fragment": "banner" }] } } }""", "Edge:Fragments:Directory", "'5'", "a string" },

        // Slots, rules, names of other things.
        { """{ "Slots": { "s": { "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Selector", "'Selector'", "a CSS selector" },
        { """{ "Slots": { "s": { "Selector": "p", "Marker": "m", "Choose": [{ "Text": "x" }] } } }""", "Edge:Slots:s:Marker", "'Marker'", "remove 'Selector'" },
        { """{ "Slots": { "s": { "Marker": "a b", "Choose": [{ "Text": "x" }] } } }""", "Edge:Slots:s:Marker", "'a b'", "1 to 64 characters" },
        { """{ "Slots": { "s": { "Selector": "p", "Match": "each", "Choose": [{ "Text": "x" }] } } }""", "Edge:Slots:s:Match", "'each'", "first or all" },
        { """{ "Slots": { "s": { "Selector": "p", "Position": "attribute:onclick", "Choose": [{ "Text": "x" }] } } }""", "Edge:Slots:s:Position", "'attribute:onclick'", "event handler" },
        { """{ "Slots": { "s": { "Selector": "p", "Position": "attribute:A", "Choose": [{ "Text": "x" }] } } }""", "Edge:Slots:s:Position", "'attribute:A'", "a-z" },
        { """{ "Slots": { "s": { "Selector": "p", "Position": "attribute:href", "Choose": [{ "Text": "javascript:x" }] } } }""", "Edge:Slots:s:Choose:0:Text", "'javascript:x'", "http, https or relative" },
        { """{ "Slots": { "s": { "Selector": "p", "Position": "text", "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Choose:0:Fragment", "'banner'", "'Text' or 'Remove'" },
        { """{ "Slots": { "s": { "Selector": "p", "Position": "after", "Choose": [{ "Remove": true }] } } }""", "Edge:Slots:s:Choose:0:Remove", "'after'", "nothing to remove" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Text": "x", "Remove": true }] } } }""", "Edge:Slots:s:Choose:0", "'Text'", "exclude each other" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Text": "x", "Values": { "a": "b" } }] } } }""", "Edge:Slots:s:Choose:0:Values", "'Values'", "'Fragment'" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Text": "x" }, { "Text": "y" }] } } }""", "Edge:Slots:s:Choose:1", "'0'", "never reached" },
        { """{ "Slots": { "s": { "Selector": "p:hover", "Choose": [{ "Text": "x" }] } } }""", "Edge:Slots:s:Selector", "':hover'", "Column 2" },
        { """{ "Slots": { "s": { "Selector": "p", "Position": "attribute:href", "Choose": [{ "Experiment": "e" }] } }, "Experiments": { "e": { "Variants": { "a": { "Text": "data:x" }, "b": {} } } } }""", "Edge:Experiments:e:Variants:a:Text", "'data:x'", "http, https or relative" },
        { """{ "Slots": { "s": { "Selector": "p" } } }""", "Edge:Slots:s:Choose", "'s'", "at least one" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{}] } } }""", "Edge:Slots:s:Choose:0", "", "shows nothing" },
        { """{ "Slots": { "s": { "Selector": "p >", "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Selector", "'", "Column " },
        { """{ "Slots": { "a b": { "Selector": "p", "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:a b", "'a b'", "characters" },
        { """{ "Slots": { "s": { "Selector": "p", "Path": "product", "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Path", "'product'", "" },
        { """{ "Slots": { "s": { "Selector": "p", "Routes": ["sites"], "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Routes", "'sites'", "'site'" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Fragment": "baner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Choose:0:Fragment", "'baner'", "'banner'" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Fragment": "banner" }] } } }""", "Edge:Slots:s:Choose:0:Fragment", "'banner'", "does not exist" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Fragment": "banner" }] } }, "Fragments": { "Directory": "nowhere" } }""", "Edge:Fragments", "nowhere'", "does not exist" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Experiment": "hero" }] } } }""", "Edge:Slots:s:Choose:0:Experiment", "'hero'", "does not exist" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Fragment": "banner", "Recommend": { "Model": "next-itm" } }] } }, "Fragments": { "Directory": "fragments" }, "Recommendations": { "Models": "models" } }""", "Edge:Slots:s:Choose:0:Recommend:Model", "'next-itm'", "'next-item'" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "Fragment": "banner", "Recommend": { "List": "trendy" } }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Choose:0:Recommend:List", "'trendy'", "trending" },
        { """{ "Slots": { "s": { "Selector": "p", "Choose": [{ "When": "count('view' > 3", "Fragment": "banner" }] } }, "Fragments": { "Directory": "fragments" } }""", "Edge:Slots:s:Choose:0:When", "'", "Column 17" },
        { """{ "Segments": { "s": {} } }""", "Edge:Segments:s:When", "'When'", "a rule" },
        { """{ "Segments": { "s": { "When": "cont('view', 7d) > 3" } } }""", "Edge:Segments:s", "'cont'", "Column 1" },
        { """{ "Segments": { "a": { "When": "segment('b')" } } }""", "Edge:Segments:a", "'b'", "Column " },
        { """{ "Experiments": { "e": { "Variants": { "a": {} } } } }""", "Edge:Experiments:e:Variants", "'e'", "2 to" },
        { """{ "Experiments": { "e": { "Variants": { "a": { "Weight": 0 }, "b": { "Weight": 0 } } } } }""", "Edge:Experiments:e:Variants", "'e'", "above 0" },
        { """{ "Events": { "Automatic": [{ "Path": "/a", "Type": "look" }] } }""", "Edge:Events:Automatic:0", "'look'", "view" },
        { """{ "Events": { "Automatic": [5, { "Path": "/a", "Type": "view" }] } }""", "Edge:Events:Automatic:0", "'5'", "an object" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task OneMistake_GivesOneProblemWithPlaceValueAndWhatIsAccepted(string edge, string path, string value, string accepted)
    {
        var problems = await Configs.ProblemsOfText(Configs.WithEdge(edge));

        var problem = Assert.Single(problems);
        Assert.Equal(path, problem.Path);
        Assert.Contains(value, problem.Message, StringComparison.Ordinal);
        Assert.Contains(accepted, problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Message[^1] is '.' or '?', problem.Message);
    }

    [Fact]
    public async Task ManyMistakes_AreReportedTogether()
    {
        var problems = await Configs.ProblemsOfText($$"""
            { {{Configs.Proxy}}, "Edges": {}, "Edge": {
                "Cache": { "MaxBytes": "much", "Policies": { "a": { "Extends": "b" } } },
                "Segments": { "s": { "When": "cont()" } },
                "Slots": { "x": { "Selector": "p[", "Choose": [{ "Fragment": "none" }] } },
                "Experiments": { "e": { "Variants": {} } },
                "Events": { "Automatic": [{ "Path": "a", "Type": "view" }] } } }
            """);

        Assert.Equal(
            [
                "Edge:Cache:MaxBytes", "Edge:Cache:Policies:a:Extends", "Edge:Events:Automatic:0", "Edge:Experiments:e:Variants",
                "Edge:Segments:s", "Edge:Slots:x:Choose:0:Fragment", "Edge:Slots:x:Selector", "Edges",
            ],
            problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ValueOfManyLines_IsCutToOneLine()
    {
        var text = new string('x', 500) + "\\n" + new string('y', 500);

        var problem = Assert.Single(await Configs.ProblemsOfText(Configs.WithEdge($"{{ \"Visitors\": {{ \"Consent\": {{ \"Default\": \"{text}\" }} }} }}")));

        Assert.DoesNotContain('\n', problem.Message);
        Assert.True(problem.Message.Length < 200, problem.Message);
    }
}
