using EdgeGateway.Commands;

return await EdgeCommandLine.Create().Parse(args).InvokeAsync();
