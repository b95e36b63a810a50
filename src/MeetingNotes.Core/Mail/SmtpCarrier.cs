using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace MeetingNotes.Core.Mail;

/// <summary>Hands mails to the SMTP server, over one connection as long as it holds.</summary>
/// <param name="server">Which.</param>
/// <param name="localDomain">What the portal calls itself; the machine's own name is nobody's business.</param>
internal sealed class SmtpCarrier(MailServer server, string localDomain) : MailCarrier
{
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(2);

    private SmtpClient? _client;

    public override async Task SendAsync(MimeMessage message, string name, CancellationToken ct)
    {
        try
        {
            _client ??= await ConnectAsync(ct);
            await _client.SendAsync(message, ct);
        }
        catch
        {
            // What state the conversation is in is not known; the next mail begins a new one.
            _client?.Dispose();
            _client = null;
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_client is null)
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(FarewellPatience);
            await _client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or MailKit.CommandException or MailKit.ProtocolException)
        {
            // The mails have their receipts; a server that does not say goodbye changes nothing.
        }
        finally
        {
            _client.Dispose();
            _client = null;
        }
    }

    private async Task<SmtpClient> ConnectAsync(CancellationToken ct)
    {
        var client = new SmtpClient { LocalDomain = localDomain };
        try
        {
            await client.ConnectAsync(server.Host, server.Port, server.Security switch
            {
                MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                MailSecurity.StartTls => SecureSocketOptions.StartTls,
                _ => SecureSocketOptions.None,
            }, ct);
            if (server is { User: { } user, Password: { } password })
            {
                await client.AuthenticateAsync(user, password, ct);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
