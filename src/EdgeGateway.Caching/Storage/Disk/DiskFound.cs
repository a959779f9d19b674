namespace EdgeGateway.Caching.Storage.Disk;

/// <summary>A record as it was read and checked: an entry that may come back to memory unless it is purged until then.</summary>
internal sealed record DiskFound(DiskImage Image, DiskSlot Slot, byte[] Body, byte[] Derived);
