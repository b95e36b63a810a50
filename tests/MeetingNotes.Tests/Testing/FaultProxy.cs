using System.Net;
using System.Net.Sockets;

namespace MeetingNotes.Tests.Testing;

/// <summary>Stands between the portal and its database, on loopback, and passes everything on: late, not at all, or not any more.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly HashSet<TcpClient> _connections = [];
    private readonly Lock _lock = new();
    private readonly int _target;
    private readonly Task _all;
    private bool _isCut;

    /// <param name="target">The port of the server.</param>
    public FaultProxy(int target)
    {
        _target = target;
        _listener.Start();
        _all = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Each piece, in either direction, waits so long.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Takes connections and everything that is sent, and passes nothing on until it is over.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Ends every connection as it is, and each new one at once.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _isCut = true;
            foreach (var connection in _connections)
            {
                connection.Client.Close(0);    // resets: the other end is not told politely
            }
        }
    }

    public void Mend()
    {
        lock (_lock)
        {
            _isCut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        Cut();
        _listener.Stop();
        await _all;
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                _ = PassOnAsync(await _listener.AcceptTcpClientAsync(_over.Token));
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException)
            {
            }
        }
    }

    private async Task PassOnAsync(TcpClient from)
    {
        using var to = new TcpClient();
        using (from)
        {
            try
            {
                await to.ConnectAsync(IPAddress.Loopback, _target, _over.Token);
                if (Hold(from, to))
                {
                    await Task.WhenAny(PumpAsync(from, to), PumpAsync(to, from));
                }
            }
            catch (Exception fault) when (IsEnd(fault))
            {
            }
            finally
            {
                lock (_lock)
                {
                    _connections.Remove(from);
                    _connections.Remove(to);
                }
            }
        }
    }

    private bool Hold(TcpClient from, TcpClient to)
    {
        lock (_lock)
        {
            return !_isCut && _connections.Add(from) && _connections.Add(to);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        var bytes = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(bytes, _over.Token) is > 0 and var count)
            {
                await Task.Delay(Delay, _over.Token);
                while (IsSilent)
                {
                    await Task.Delay(20, _over.Token);
                }

                await to.GetStream().WriteAsync(bytes.AsMemory(0, count), _over.Token);
            }
        }
        catch (Exception fault) when (IsEnd(fault))
        {
        }
    }

    private static bool IsEnd(Exception fault) => fault is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException;
}
