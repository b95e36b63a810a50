using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace MeetingNotes.Tests.Testing;

/// <summary>Where in a conversation something happens, in the order of RFC 5321.</summary>
public enum SmtpPhase
{
    Connect,
    Hello,
    From,
    To,
    Data,

    /// <summary>The whole mail is there, and the receipt is not.</summary>
    Receipt,
    Quit,
}

/// <summary>What the server does instead of its part.</summary>
public enum SmtpFault
{
    RefuseForNow,
    RefuseForGood,
    Cut,
    Silence,
}

/// <summary>A small SMTP server on this machine that keeps what it gets and can be told to misbehave, once for each time it is told.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<SmtpPhase, ConcurrentQueue<SmtpFault>> _faults = new();
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Task _accepting;

    public SmtpServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Extensions that it says it has.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = ["8BITMIME"];

    /// <summary>Whether some fault has not been made yet.</summary>
    public bool IsUpToSomething => _faults.Values.Any(faults => !faults.IsEmpty);

    /// <summary>Everything that has arrived whole, also when the sender got no receipt.</summary>
    public ConcurrentQueue<ReceivedMail> Received { get; } = new();

    /// <summary>Every line that clients have said, but for the mails.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Runs when a mail has arrived whole, before its receipt.</summary>
    public Func<Task> Arrived { get; set; } = () => Task.CompletedTask;

    public void Next(SmtpPhase phase, params SmtpFault[] faults)
    {
        foreach (var fault in faults)
        {
            _faults.GetOrAdd(phase, _ => new()).Enqueue(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;    // a test has taken it away already
        }

        await _stopping.CancelAsync();
        _listener.Stop();
        await Task.WhenAll([_accepting, .. _conversations]).WaitAsync(TimeSpan.FromSeconds(10));
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _conversations.Add(ConverseAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.UTF8);
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
                await TalkAsync(reader, writer);
            }
            catch (Exception end) when (end is IOException or OperationCanceledException or CutException)
            {
            }
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        List<string> recipients = [];
        await AnswerAsync(writer, SmtpPhase.Connect, "220 prov.example");
        while (await reader.ReadLineAsync(_stopping.Token) is { } line)
        {
            Lines.Enqueue(line);
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await AnswerAsync(writer, SmtpPhase.Hello, string.Join("\r\n", (string[])["250-prov.example", .. Extensions.Select(one => $"250-{one}"), "250 OK"]));
                    break;
                case "AUTH":
                    await writer.WriteLineAsync("235 OK");
                    break;
                case "MAIL":
                    recipients = [];
                    await AnswerAsync(writer, SmtpPhase.From, "250 OK");
                    break;
                case "RCPT":
                    if (await AnswerAsync(writer, SmtpPhase.To, "250 OK"))
                    {
                        recipients.Add(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
                    }

                    break;
                case "DATA":
                    if (await AnswerAsync(writer, SmtpPhase.Data, "354 Go on"))
                    {
                        Received.Enqueue(new ReceivedMail(recipients, await MailAsync(reader)));
                        await Arrived();
                        await AnswerAsync(writer, SmtpPhase.Receipt, "250 OK");
                    }

                    break;
                case "QUIT":
                    await AnswerAsync(writer, SmtpPhase.Quit, "221 Bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 OK");
                    break;
            }
        }
    }

    /// <returns>Whether the answer was yes.</returns>
    private async Task<bool> AnswerAsync(StreamWriter writer, SmtpPhase phase, string yes)
    {
        if (!_faults.TryGetValue(phase, out var faults) || !faults.TryDequeue(out var fault))
        {
            await writer.WriteLineAsync(yes);
            return true;
        }

        switch (fault)
        {
            case SmtpFault.Cut:
                throw new CutException();
            case SmtpFault.Silence:
                await Task.Delay(Timeout.Infinite, _stopping.Token);
                return false;
            default:
                await writer.WriteLineAsync(fault == SmtpFault.RefuseForNow ? "451 Not now, signe@region.example" : "554 No, signe@region.example");
                return false;
        }
    }

    private async Task<string> MailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stopping.Token) is { } line && line != ".")
        {
            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return mail.ToString();
    }

    private sealed class CutException : Exception;
}

/// <param name="Recipients">Of the envelope.</param>
/// <param name="Source">As it came over the wire.</param>
internal sealed record ReceivedMail(IReadOnlyList<string> Recipients, string Source)
{
    public MimeMessage Message { get; } = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(Source)), TestContext.Current.CancellationToken);
}
