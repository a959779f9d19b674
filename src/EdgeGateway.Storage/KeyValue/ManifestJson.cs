using System.Text.Json.Serialization;

namespace EdgeGateway.Storage.KeyValue;

[JsonSerializable(typeof(CheckpointManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
