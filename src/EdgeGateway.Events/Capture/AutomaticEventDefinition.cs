namespace EdgeGateway.Events.Capture;

/// <summary>A request of the site that is an event by itself, in the operator's words.</summary>
/// <param name="Method">The HTTP method, such as <c>GET</c>.</param>
/// <param name="Path">
/// A path pattern, such as <c>/product/{item}</c>: <c>{item}</c> once at most and alone or with fixed text around it in its
/// segment, <c>*</c> for any one segment that is not empty, <c>**</c> at the end for any number of segments, none included.
/// As in <see cref="Primitives.Paths.PathPattern"/> all else is exact, case matters, and one slash at the end does not.
/// </param>
/// <param name="Type">The event's type, such as <c>view</c>.</param>
public sealed record AutomaticEventDefinition(string Method, string Path, string Type);
