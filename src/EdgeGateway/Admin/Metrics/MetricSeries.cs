using System.Globalization;
using System.Text;

namespace EdgeGateway.Admin.Metrics;

/// <summary>The values of one instrument under one set of tags. Writers take the lock for a few nanoseconds.</summary>
internal sealed class MetricSeries(string labels, double[]? bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[(bounds?.Length ?? 0) + 1];
    private double _sum;
    private long _count;

    /// <summary>The tags as label text.</summary>
    public string Labels => labels;

    public void Add(double value)
    {
        lock (_lock)
        {
            _sum += value;
            _count++;
            if (bounds is not null)
            {
                _buckets[BucketOf(value)]++;
            }
        }
    }

    public void Set(double value)
    {
        lock (_lock)
        {
            _sum = value;
        }
    }

    /// <summary>Writes the series in the text exposition format, version 0.0.4.</summary>
    public void Write(StringBuilder text, string name)
    {
        lock (_lock)
        {
            if (bounds is null)
            {
                text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(Number(_sum)).Append('\n');
                return;
            }

            WriteHistogram(text, name);
        }
    }

    private void WriteHistogram(StringBuilder text, string name)
    {
        var separator = labels.Length == 0 ? "" : ",";
        var cumulative = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            cumulative += _buckets[i];
            var bound = i < bounds!.Length ? Number(bounds[i]) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{separator}le=\"{bound}\"}} {cumulative}\n");
        }

        var suffix = labels.Length == 0 ? "" : $"{{{labels}}}";
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{suffix} {Number(_sum)}\n{name}_count{suffix} {_count}\n");
    }

    private int BucketOf(double value)
    {
        var index = Array.BinarySearch(bounds!, value);
        return index < 0 ? ~index : index;
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
