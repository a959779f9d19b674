using EdgeGateway.LoadTests.Measuring;

namespace EdgeGateway.LoadTests.Peers;

/// <summary>
/// nginx with one worker: <c>/cached/</c> answers from proxy_cache in front of an origin, <c>/ssi.html</c> includes four files.
/// </summary>
internal static class Nginx
{
    /// <summary>Where to find the program; null when the machine has none.</summary>
    public static string? Program => PeerPrograms.Find("nginx");

    public static async Task<ServerProcess> StartAsync(string folder, int port, int originPort, CancellationToken cancellationToken)
    {
        // The worker gives up root, and temporary folders belong to it alone.
        PeerPrograms.OpenToAll(folder);
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, Config(folder, port, originPort), cancellationToken);
        return await ServerProcess.StartPeerAsync(Program!, ["-c", file], new Uri($"http://127.0.0.1:{port}/ready"), cancellationToken);
    }

    private static string Config(string folder, int port, int originPort) => $$"""
        worker_processes 1; daemon off; pid {{folder}}/nginx.pid; error_log {{folder}}/nginx.log;
        events { worker_connections 1024; }
        http {
          access_log off; default_type text/html; sendfile on; tcp_nodelay on; keepalive_requests 100000000;
          open_file_cache max=100 inactive=60s; client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
          proxy_cache_path {{folder}}/cache keys_zone=pages:10m;
          server {
            listen 127.0.0.1:{{port}}; root {{folder}};
            location = /ready { return 200 "ready"; }
            location = /ssi.html { ssi on; }
            location /cached/ { proxy_cache pages; proxy_pass http://127.0.0.1:{{originPort}}/; }
          }
        }
        """;
}
