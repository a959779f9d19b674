using System.Net;
using System.Net.Sockets;

namespace EdgeGateway.TestKit.Processes;

/// <summary>
/// Ports nobody listens on at the moment of asking. Below those the system gives to outgoing connections (32768 and up on
/// Linux): a gateway that is started again must find its port free, and a client that knocks meanwhile must not meet itself.
/// </summary>
public static class FreePort
{
    /// <summary>A TCP port of 127.0.0.1 that was free a moment ago.</summary>
    public static int Take()
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken; another one.
            }
        }
    }
}
