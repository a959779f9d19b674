using System.CommandLine;
using EdgeGateway.LoadTests.Scenarios;
using EdgeGateway.LoadTests.Servers;
using Spectre.Console;

// Rows stay on one line when the output goes to a file.
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 130);

var seconds = new Option<int>("--seconds") { Description = "Length of each measured part.", DefaultValueFactory = static _ => 3 };
var rate = new Option<int>("--rate") { Description = "Requests a second in the open loop.", DefaultValueFactory = static _ => 2000 };
var kind = new Argument<string>("kind");
var port = new Argument<int>("port");

var compare = new Command("compare", "The cost of a personalised hit beside Kestrel writing raw bytes, in one run.") { seconds };
compare.SetAction((arguments, token) => new CompareScenario(TimeSpan.FromSeconds(arguments.GetValue(seconds))).RunAsync(token));
var plain = new Command("plain", "The cost of a plain hit beside Kestrel raw, nginx proxy_cache and Varnish, for three sizes.") { seconds };
plain.SetAction((arguments, token) => new PlainScenario(TimeSpan.FromSeconds(arguments.GetValue(seconds))).RunAsync(token));
var peers = new Command("peers", "A personalised page beside nginx SSI, Varnish ESI and workerd's HTMLRewriter.") { seconds };
peers.SetAction((arguments, token) => new PeersScenario(TimeSpan.FromSeconds(arguments.GetValue(seconds))).RunAsync(token));
var open = new Command("open", "Latency of personalised pages at a constant arrival rate.") { seconds, rate };
open.SetAction((arguments, token) =>
    new OpenLoopScenario(TimeSpan.FromSeconds(arguments.GetValue(seconds)), arguments.GetValue(rate)).RunAsync(token));
var serve = new Command("serve", "A server to compare with; started by the scenarios.") { kind, port };
serve.SetAction((arguments, token) => BaselineServer.RunAsync(arguments.GetRequiredValue(kind), arguments.GetValue(port), token));

return await new RootCommand("Load tests against the whole gateway, on loopback and bounded in time.") { compare, plain, peers, open, serve }
    .Parse(args.Length == 0 ? ["compare"] : args).InvokeAsync();
