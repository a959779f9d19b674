using System.Globalization;
using System.Text;

namespace EdgeGateway.Admin.Metrics;

/// <summary>The values of one instrument under one set of tags. Writers take no lock; a scrape may be a measurement behind.</summary>
internal sealed class MetricSeries(string labels, double[]? bounds)
{
    private readonly long[] _buckets = new long[(bounds?.Length ?? 0) + 1];
    private double _sum;

    /// <summary>The tags as label text.</summary>
    public string Labels => labels;

    public void Add(double value)
    {
        var seen = Volatile.Read(ref _sum);
        while (true)
        {
            var found = Interlocked.CompareExchange(ref _sum, seen + value, seen);
            if (found.Equals(seen))
            {
                break;
            }

            seen = found;
        }

        if (bounds is not null)
        {
            Interlocked.Increment(ref _buckets[BucketOf(value)]);
        }
    }

    public void Set(double value) => Volatile.Write(ref _sum, value);

    /// <summary>Writes the series in the text exposition format, version 0.0.4.</summary>
    public void Write(StringBuilder text, string name)
    {
        if (bounds is null)
        {
            text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(Number(Volatile.Read(ref _sum))).Append('\n');
            return;
        }

        WriteHistogram(text, name, bounds);
    }

    private void WriteHistogram(StringBuilder text, string name, double[] limits)
    {
        var separator = labels.Length == 0 ? "" : ",";
        var count = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            count += Volatile.Read(ref _buckets[i]);
            var bound = i < limits.Length ? Number(limits[i]) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{separator}le=\"{bound}\"}} {count}\n");
        }

        var suffix = labels.Length == 0 ? "" : $"{{{labels}}}";
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{suffix} {Number(Volatile.Read(ref _sum))}\n{name}_count{suffix} {count}\n");
    }

    private int BucketOf(double value)
    {
        var index = Array.BinarySearch(bounds!, value);
        return index < 0 ? ~index : index;
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
