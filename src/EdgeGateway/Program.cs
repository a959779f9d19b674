using System.CommandLine;
using EdgeGateway.Commands;
using EdgeGateway.Hosting;

var invocation = new InvocationConfiguration { ProcessTerminationTimeout = GatewayShutdown.Process };
return await EdgeCommandLine.Create().Parse(args).InvokeAsync(invocation);
