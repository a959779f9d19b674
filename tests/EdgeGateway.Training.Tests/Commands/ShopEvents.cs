using System.Globalization;
using System.Text;

namespace EdgeGateway.Training.Tests.Commands;

/// <summary>Sessions of a small shop with a known habit: after item n most visitors look at item n + 1.</summary>
internal static class ShopEvents
{
    public const int Items = 40;

    public static string Csv(int sessions = 300, string time = "seconds", int days = 4)
    {
        var text = new StringBuilder("session,item,timestamp,type\n");
        for (var session = 0; session < sessions; session++)
        {
            var start = 1_700_000_000L + session * (days * 86400L / sessions);
            for (var step = 0; step < 5; step++)
            {
                var item = (session * 7 + step + (step == 3 ? session % 3 : 0)) % Items;
                var moment = DateTimeOffset.FromUnixTimeSeconds(start + step * 30);
                var when = time == "seconds"
                    ? moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) : moment.ToString("O");
                text.Append(CultureInfo.InvariantCulture, $"s{session},sku-{item},{when},{(step == 4 ? "cart" : "view")}\n");
            }
        }

        return text.ToString();
    }
}
