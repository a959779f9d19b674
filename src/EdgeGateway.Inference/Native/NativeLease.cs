namespace EdgeGateway.Inference.Native;

/// <summary>
/// Keeps a native object alive while anyone uses it: the release runs once, when the owner and the last user have left, whichever
/// is later. Entering after that is refused, so a call that races a disposal never touches freed memory.
/// </summary>
internal sealed class NativeLease(Action release)
{
    private int _holders = 1;
    private int _ownerLeft;

    public bool TryEnter()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return true;
            }

            holders = seen;
        }

        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            release();
        }
    }

    /// <summary>The owner disposes; calling it again does nothing.</summary>
    public void LeaveAsOwner()
    {
        if (Interlocked.Exchange(ref _ownerLeft, 1) == 0)
        {
            Leave();
        }
    }

    public bool OwnerHasLeft => Volatile.Read(ref _ownerLeft) != 0;
}
