using System.Net;
using System.Net.Sockets;

namespace EdgeGateway.TestKit.Processes;

/// <summary>Ports nobody listens on at the moment of asking.</summary>
public static class FreePort
{
    /// <summary>A TCP port of 127.0.0.1 that was free a moment ago.</summary>
    public static int Take()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
