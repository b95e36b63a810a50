using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace MeetingNotes.Core.Links;

/// <summary>
/// Asks whether there is anything at an address: HEAD, and GET where a server does not like HEAD; of an answer only its first lines are read.
/// It sends no cookie, follows at most five redirects, each of them checked like the first, and connects to nothing but public addresses.
/// </summary>
internal sealed class LinkProbe : IDisposable
{
    private const int MaxRedirects = 5;

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
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd($"Noterat/1.0 (+{settings.PublicBaseUrl}/om)");
        _client.DefaultRequestHeaders.Accept.ParseAdd("*/*");
    }

    /// <returns>What is wrong; <c>null</c> when somebody answers, also one who lets only some in (401, 403) or wants to be left in peace (429).</returns>
    public async Task<LinkFault?> AskAsync(Uri address, CancellationToken ct)
    {
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            var answer = await AskAsync(HttpMethod.Head, address, ct);
            if (answer.Fault is LinkFault.Missing or LinkFault.Broken)
            {
                answer = await AskAsync(HttpMethod.Get, address, ct);
            }

            // Beyond what may be asked, the first server's word is all there is.
            if (answer.Next is not { } next || !_settings.IsAsked(next))
            {
                return answer.Fault;
            }

            address = next;
        }

        return LinkFault.Broken;
    }

    public void Dispose() => _client.Dispose();

    private async Task<(LinkFault? Fault, Uri? Next)> AskAsync(HttpMethod method, Uri address, CancellationToken ct)
    {
        await _pace.WaitAsync(address.IdnHost, ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_settings.Patience);
        try
        {
            using var request = new HttpRequestMessage(method, address);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                    => response.Headers.Location is { } location && Uri.TryCreate(address, location, out var next) ? (null, next) : (LinkFault.Broken, null),
                HttpStatusCode.NotFound or HttpStatusCode.Gone => (LinkFault.Missing, null),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests => (null, null),
                >= HttpStatusCode.BadRequest => (LinkFault.Broken, null),
                _ => (null, null),
            };
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            return (FaultOf(fault), null);
        }
    }

    /// <summary>The name is looked up once, and what was looked at is what is connected to: a name cannot change its mind in between.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        if (!_settings.IsAllowed(context.DnsEndPoint.Host))
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
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
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

    private sealed class ClosedNetworkException : Exception;
}
