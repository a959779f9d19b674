using Microsoft.Extensions.Options;

namespace EdgeGateway.Caching;

/// <summary>Checks the ranges of <see cref="PageCacheOptions"/> at start; generated.</summary>
[OptionsValidator]
internal sealed partial class PageCacheOptionsValidator : IValidateOptions<PageCacheOptions>;
