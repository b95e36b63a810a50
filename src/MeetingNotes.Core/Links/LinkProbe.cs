using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace MeetingNotes.Core.Links;

/// <summary>
/// Asks whether there is anything at an address: HEAD, and GET where a server does not like HEAD; of an answer only its first lines are read.
/// It sends no cookie, follows at most five redirects, each of them checked like the first, and connects to nothing but public addresses.
/// </summary>
internal sealed class LinkProbe : IDisposable
{
    private const int MaxRedirects = 5;

    /// <summary>Of the patience: what is left shows whether somebody is there who does not answer HEAD.</summary>
    private const double ShareForConnecting = 0.6;

    private readonly LinkCheckSettings _settings;
    private readonly HostPace _pace = new();
    private readonly HttpClient _client;

    public LinkProbe(LinkCheckSettings settings)
    {
        _settings = settings;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = 64,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
            ConnectCallback = ConnectAsync,

            // A certificate may name addresses where its issuers are to be fetched. That would be done past ConnectAsync.
            SslOptions = { CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck } },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd($"Noterat/1.0 (+{settings.PublicBaseUrl}/om)");
        _client.DefaultRequestHeaders.Accept.ParseAdd("*/*");
    }

    /// <param name="address">One that <see cref="LinkCheckSettings.IsAsked"/>.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What is wrong; <c>null</c> when somebody answers, also one who lets only some in (401, 403) or wants to be left in peace (429).</returns>
    public async Task<LinkFault?> AskAsync(Uri address, CancellationToken ct)
    {
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            var answer = await AskAsync(HttpMethod.Head, address, ct);
            if (answer.Fault is LinkFault.Missing or LinkFault.Broken || answer.Hangs)
            {
                answer = await AskAsync(HttpMethod.Get, address, ct);
            }

            if (answer.Next is not { } next)
            {
                return answer.Fault;
            }

            if (LinkHost.Of(next) is null)
            {
                return LinkFault.Broken;
            }

            // Beyond what may be asked, the first server's word is all there is.
            if (!_settings.IsFollowed(address, next))
            {
                return null;
            }

            address = next;
        }

        return LinkFault.Broken;
    }

    public void Dispose() => _client.Dispose();

    private async Task<Answer> AskAsync(HttpMethod method, Uri address, CancellationToken ct)
    {
        await _pace.WaitAsync(LinkHost.Of(address)!, ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_settings.Patience);
        try
        {
            using var request = new HttpRequestMessage(method, address);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                    => response.Headers.Location is { } location && Uri.TryCreate(address, location, out var next) ? new(null, next) : new(LinkFault.Broken),
                HttpStatusCode.NotFound or HttpStatusCode.Gone => new(LinkFault.Missing),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests => new(null),
                >= HttpStatusCode.BadRequest => new(LinkFault.Broken),
                _ => new(null),
            };
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            return new(FaultOf(fault), Hangs: fault is OperationCanceledException);
        }
    }

    /// <summary>The name is looked up once, and what was looked at is what is connected to: a name cannot change its mind in between.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_settings.Patience * ShareForConnecting);
        try
        {
            return await ConnectAsync(context.DnsEndPoint, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    private async Task<Stream> ConnectAsync(DnsEndPoint server, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(server.Host, ct);
        if (!_settings.IsAllowed(server.Host.TrimEnd('.')))
        {
            addresses = [.. addresses.Where(PublicAddresses.Contains)];
            if (addresses.Length == 0)
            {
                throw new ClosedNetworkException();
            }
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, server.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static LinkFault FaultOf(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ClosedNetworkException: return LinkFault.Private;
                case AuthenticationException: return LinkFault.Certificate;
                case SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted }: return LinkFault.Broken;
                case SocketException or OperationCanceledException: return LinkFault.Silent;
                default: continue;
            }
        }

        return LinkFault.Broken;
    }

    /// <param name="Fault">What is wrong.</param>
    /// <param name="Next">Where it leads on to.</param>
    /// <param name="Hangs">Somebody is there and says nothing.</param>
    private readonly record struct Answer(LinkFault? Fault, Uri? Next = null, bool Hangs = false);

    private sealed class ClosedNetworkException : Exception;
}
