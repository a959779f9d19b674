namespace EdgeGateway.DemoShop.Simulation;

/// <summary>One thing a made-up visitor did.</summary>
/// <param name="Session">1 based, in order of start.</param>
/// <param name="Sku">The product.</param>
/// <param name="Time">Unix seconds.</param>
/// <param name="Type">view, cart or purchase.</param>
internal readonly record struct SimulatedEvent(int Session, string Sku, long Time, string Type);
