using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace MeetingNotes.Tests.Testing;

/// <summary>nginx with the configuration that operators are given, in front of two portals on this machine.</summary>
internal sealed partial class NginxProcess : IAsyncDisposable
{
    /// <summary>Where Debian has it, which is not on everybody's PATH.</summary>
    private const string DebiansProgram = "/usr/sbin/nginx";

    private readonly Process _process;
    private readonly string _folder;
    private readonly string _certificate;

    private NginxProcess(Process process, string folder, string certificate, int port) => (_process, _folder, _certificate, Port) = (process, folder, certificate, port);

    public int Port { get; }

    public static async Task<NginxProcess> StartAsync(int one, int other)
    {
        var folder = Directory.CreateTempSubdirectory("noterat-nginx-").FullName;
        var certificate = WriteCertificate(folder);
        var (http, https) = (LoopbackPort.Free(), LoopbackPort.Free());
        var site = (await File.ReadAllTextAsync(Repository.Folder("eng/deploy/nginx.conf")))
            .Replace("127.0.0.1:5080", $"127.0.0.1:{one}", StringComparison.Ordinal)
            .Replace("# server 127.0.0.1:5081", $"server 127.0.0.1:{other}", StringComparison.Ordinal)
            .Replace("listen 80;", $"listen 127.0.0.1:{http};", StringComparison.Ordinal)
            .Replace("listen 443 ", $"listen 127.0.0.1:{https} ", StringComparison.Ordinal)
            .Replace("/etc/ssl/noterat", folder, StringComparison.Ordinal);
        var main = string.Join('\n',
        [
            "daemon off; worker_processes 1;", $"pid {folder}/nginx.pid;", $"error_log {folder}/error.log;", "events { worker_connections 500; }", "http {",
            .. ((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {folder}/{kind};"),
            IPv6Line.Replace(site, ""), "}",
        ]);
        await File.WriteAllTextAsync($"{folder}/nginx.conf", main);
        var process = Process.Start(new ProcessStartInfo(File.Exists(DebiansProgram) ? DebiansProgram : "nginx", ["-c", $"{folder}/nginx.conf", "-e", $"{folder}/error.log"]) { RedirectStandardError = true })!;
        var nginx = new NginxProcess(process, folder, certificate, https);
        using var client = nginx.CreateClient();
        for (var left = 100; ; await Task.Delay(100))
        {
            try
            {
                (await client.GetAsync("/healthz")).EnsureSuccessStatusCode();
                return nginx;
            }
            catch (HttpRequestException) when (left-- > 0 && !process.HasExited)
            {
            }
        }
    }

    /// <summary>A browser that trusts the certificate and keeps its cookies.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = new CookieContainer(),
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate },
    })
    {
        BaseAddress = new Uri($"https://127.0.0.1:{Port}"),
        Timeout = TimeSpan.FromSeconds(20),
    };

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string WriteCertificate(string folder)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=noterat.region.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText($"{folder}/fullchain.pem", certificate.ExportCertificatePem());
        File.WriteAllText($"{folder}/privkey.pem", key.ExportPkcs8PrivateKeyPem());
        return certificate.Thumbprint;
    }

    [GeneratedRegex(@"^ *listen \[::\].*\n", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IPv6Line { get; }
}
