namespace EdgeGateway.Events.Counters;

/// <summary>
/// Forward exponential decay (Cormode, Shkapenyuk, Srivastava, Xu: Forward Decay, ICDE 2009, section 3). An event of
/// weight w at time t adds <c>w · 2^((t − L) / h)</c> with a landmark L and the half-life h; the decayed value at time now
/// is the sum times <c>2^((L − now) / h)</c>. Adding is independent of the order of events, an item that rests costs
/// nothing, and scores compare without any exponential. The landmark moves before the sums could overflow.
/// </summary>
internal struct DecayClock
{
    private const double MaxExponent = 256;

    public DecayClock(TimeSpan halfLife) => HalfLife = halfLife.TotalMilliseconds;

    /// <summary>Milliseconds in which a weight halves.</summary>
    public double HalfLife { get; }

    /// <summary>The landmark in Unix milliseconds; 0 before the first event.</summary>
    public long Landmark { get; set; }

    /// <summary>What a weight of 1 at <paramref name="time"/> adds.</summary>
    public readonly double Gain(long time) => double.Exp2((time - Landmark) / HalfLife);

    /// <summary>What turns a sum into its decayed value at <paramref name="now"/>.</summary>
    public readonly double Decay(long now) => double.Exp2((Landmark - now) / HalfLife);

    /// <summary>Moves the landmark when <paramref name="time"/> needs it.</summary>
    /// <returns>What all sums must be multiplied by; 1 when the landmark stays.</returns>
    public double Follow(long time)
    {
        if (Landmark == 0)
        {
            Landmark = time;
        }

        if ((time - Landmark) / HalfLife <= MaxExponent)
        {
            return 1;
        }

        var factor = Decay(time);
        Landmark = time;
        return factor;
    }
}
